import TradeImpact

/// Makes tables sortable by their columns: buttons in the heads, so that the keyboard reaches them.
///
/// Rows are sorted within their group; subtotals and totals stay where they are. A third press restores the order.
enum HTMLSortingScript {
  static func element(_ language: Language) -> String {
    HTMLText.element("script", html: "\nconst sortWord = \"\(Wording.sortBy[language])\";\n" + script)
  }

  private static let script = """
    (() => {
      const orders = ["none", "descending", "ascending"];
      const number = (cell) => {
        if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
        const found = cell.firstChild ? cell.firstChild.textContent.replace(/,/g, "").replace(/−/g, "-").match(/-?[0-9.]+/) : null;
        return found ? Number(found[0]) : NaN;
      };
      const key = (row, column) => row.cells[column].tagName === "TH" ? NaN : number(row.cells[column]);
      const leaves = (head, body) => {
        const count = body.rows.length ? body.rows[0].cells.length : 0;
        const found = new Array(count).fill(null);
        const taken = [...head.rows].map(() => new Array(count).fill(false));
        [...head.rows].forEach((row, r) => {
          let column = 0;
          for (const cell of row.cells) {
            while (taken[r][column]) column++;
            for (let i = r; i < r + cell.rowSpan; i++) for (let j = column; j < column + cell.colSpan; j++) if (taken[i]) taken[i][j] = true;
            if (cell.colSpan === 1 && r + cell.rowSpan === head.rows.length) found[column] = cell;
            column += cell.colSpan;
          }
        });
        return found;
      };
      const sorted = (rows, column, order) => {
        if (order === "none") return rows;
        const sign = order === "ascending" ? 1 : -1;
        return [...rows].sort((a, b) => {
          const [x, y] = [key(a, column), key(b, column)];
          if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y);
          return sign * (x - y);
        });
      };
      for (const table of document.querySelectorAll("table.sortable")) {
        const body = table.tBodies[0], groups = [[]];
        for (const row of body.rows) {
          if (row.className === "category") groups[groups.length - 1].push(row);
          else groups.push(row, []);
        }
        const heads = leaves(table.tHead, body);
        heads.forEach((head, column) => {
          if (!head || column === 0) return;
          const button = document.createElement("button");
          button.type = "button";
          button.title = sortWord;
          while (head.firstChild) button.append(head.firstChild);
          head.append(button);
          head.setAttribute("aria-sort", "none");
          button.addEventListener("click", () => {
            const order = orders[(orders.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
            heads.forEach((other) => other && other !== heads[0] && other.setAttribute("aria-sort", other === head ? order : "none"));
            for (const group of groups) {
              for (const row of Array.isArray(group) ? sorted(group, column, order) : [group]) body.append(row);
            }
          });
        });
      }
    })();

    """
}
