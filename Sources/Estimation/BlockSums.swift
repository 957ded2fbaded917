import LinearAlgebra
import Microdata

/// Sums over the rows of scores that are made block by block.
///
/// Chunks of rows are summed by whichever thread takes them and added in their order, so that results do not depend on the
/// number of threads.
extension MatrixBlocks {
  /// All rows at once.
  func matrix(threads: Int) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    matrix.withMutableElements { elements in
      elements.withUnsafeMutableBufferPointer { elements in
        let target = SharedElements(elements, rows: rows)
        _ = RowChunks(count: rows).map(threads: threads) { chunk in
          for run in RowChunks.blocks(chunk) { target.set(run, block(run)) }
        }
      }
    }
    return matrix
  }

  /// `A'A`, q × q.
  func crossProduct(threads: Int) -> Matrix {
    let parts = RowChunks(count: rows).map(threads: threads) { chunk in
      RowChunks.blocks(chunk).reduce(Matrix(rows: columns, columns: columns)) { $0 + block($1).crossProduct() }
    }
    return parts.reduce(Matrix(rows: columns, columns: columns), +)
  }

  /// Sums of the rows of each group, groups × q.
  /// - Parameter groups: n numbers below `count`.
  func sums(by groups: [Int32], count: Int, threads: Int) -> Matrix {
    // Many groups are summed in one go: every chunk would have sums of its own for all of them.
    guard count <= Self.fewGroups else { return sums(of: 0..<rows, by: groups, count: count) }
    return RowChunks(count: rows).map(threads: threads) { sums(of: $0, by: groups, count: count) }
      .reduce(Matrix(rows: count, columns: columns), +)
  }

  private static var fewGroups: Int { 4_096 }

  private func sums(of chunk: Range<Int>, by groups: [Int32], count: Int) -> Matrix {
    var sums = [Double](repeating: 0, count: count * columns)
    sums.withUnsafeMutableBufferPointer { sums in
      for run in RowChunks.blocks(chunk) {
        let elements = block(run).elements
        for column in 0..<columns {
          for place in 0..<run.count {
            sums[column * count + Int(groups[run.lowerBound + place])] += elements[column * run.count + place]
          }
        }
      }
    }
    return Matrix(columnMajor: sums, rows: count, columns: columns)
  }
}

/// Elements of a matrix of which several threads write different rows.
///
/// Unchecked, because pointers are not `Sendable`: runs of rows do not overlap, and all threads have ended before the matrix is read.
private struct SharedElements: @unchecked Sendable {
  private let elements: UnsafeMutableBufferPointer<Double>
  private let rows: Int

  init(_ elements: UnsafeMutableBufferPointer<Double>, rows: Int) { (self.elements, self.rows) = (elements, rows) }

  func set(_ run: Range<Int>, _ block: Matrix) {
    for column in 0..<block.columns {
      let values = block.column(column)
      for (place, value) in values.enumerated() { elements[column * rows + run.lowerBound + place] = value }
    }
  }
}

/// Rows less the mean of their group, times a factor: `f_k (a_k - m_g)`.
struct CenteredBlocks: MatrixBlocks {
  let base: any MatrixBlocks
  /// n numbers of groups.
  let groups: [Int32]
  /// Groups × q.
  let centers: Matrix
  let factors: Factors

  enum Factors: Sendable {
    case byGroup([Double])
    case byRow([Double])
  }

  var rows: Int { base.rows }
  var columns: Int { base.columns }

  func write(_ run: Range<Int>, to out: UnsafeMutablePointer<Double>) {
    base.write(run, to: out)
    for column in 0..<columns {
      let values = out + column * run.count
      groups.withUnsafeBufferPointer { groups in
        centers.column(column).withUnsafeBufferPointer { centers in
          switch factors {
          case .byGroup(let factors):
            factors.withUnsafeBufferPointer { factors in
              for place in 0..<run.count {
                let group = Int(groups[run.lowerBound + place])
                values[place] = (values[place] - centers[group]) * factors[group]
              }
            }
          case .byRow(let factors):
            for place in 0..<run.count {
              let row = run.lowerBound + place
              values[place] = (values[place] - centers[Int(groups[row])]) * factors[row]
            }
          }
        }
      }
    }
  }
}
