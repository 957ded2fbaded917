import TradeImpact

/// What makes figures of a page interactive: a bundle of Vega, Vega-Lite and vegaEmbed, once a page.
public struct FigureScript: Sendable {
  let bundle: String

  /// - Parameter bundle: JavaScript that defines `vegaEmbed`; nil where it holds what would end the element that it stands in.
  public init?(bundle: [UInt8]) {
    guard !Self.contains(bundle, Array("</script".utf8)), !Self.contains(bundle, Array("<!--".utf8)) else { return nil }
    self.bundle = String(decoding: bundle, as: UTF8.self)
  }

  /// Every place where the first byte stands is compared; the bundle has a megabyte and few of them.
  private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.indices.contains { place in
        bytes[place] == mark[0] && place + mark.count <= bytes.count
          && mark.indices.allSatisfy { (bytes[place + $0] | 0x20) == (mark[$0] | 0x20) }
      }
    }
  }

  /// Elements that stand at the end of the page.
  func elements(_ language: Language) -> [String] {
    let words = [
      ("CLICK_TO_VIEW_ACTIONS", Wording.figureActions), ("SVG_ACTION", Wording.saveSVG),
      ("PNG_ACTION", Wording.savePNG),
    ].map { "\($0): \"\($1[language])\"" }.joined(separator: ", ")
    return [
      HTMLText.element("script", html: bundle),
      HTMLText.element("script", html: "\nconst figureWords = {\(words)};\n" + drawingScript),
    ]
  }
}

/// Draws every figure at the width of its place, anew where the window changes it.
private let drawingScript = """
  (() => {
    const narrow = 560;
    const draw = (place) => {
      const spec = JSON.parse(place.nextElementSibling.textContent);
      const width = Math.floor(place.clientWidth);
      delete spec.title;
      spec.width = width - 16;
      spec.autosize = {type: "fit-x", contains: "padding"};
      spec.padding = {left: 2, right: 8, top: 4, bottom: 4};
      if (width < narrow) {
        spec.config.legend.columns = Math.max(1, Math.floor(spec.config.legend.columns * width / 680));
        spec.config.axis.labelFontSize = 11;
        spec.config.axis.labelLimit = 150;
      }
      place.dataset.width = width;
      return vegaEmbed(place, spec, {
        mode: "vega-lite", renderer: "svg", i18n: figureWords, downloadFileName: place.dataset.name,
        actions: {export: true, source: false, compiled: false, editor: false},
      });
    };
    const places = [...document.querySelectorAll(".drawing[data-name]")];
    places.forEach(draw);
    let timer;
    addEventListener("resize", () => {
      if (matchMedia("print").matches) return;
      clearTimeout(timer);
      timer = setTimeout(() => places.filter((p) => +p.dataset.width !== Math.floor(p.clientWidth)).forEach(draw), 200);
    });
  })();

  """
