using System.Text;

namespace BookingEngine.Benchmarks.Figures;

/// <summary>Formats rows as a Markdown table, padded for consoles.</summary>
public sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells.Length == header.Length
        ? cells
        : throw new ArgumentException($"The table has {header.Length} columns.", nameof(cells)));

    /// <summary>The table, each line with its end.</summary>
    public override string ToString()
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (var (index, row) in _rows.Index())
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            text.Append(" |\n");
            if (index == 0)
            {
                text.Append('|').AppendJoin('|', widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? "-" : ":"))).Append("|\n");
            }
        }

        return text.ToString();
    }
}
