namespace BookingEngine.Benchmarks;

/// <summary>Formats rows as a Markdown table, padded for consoles.</summary>
public sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        output.WriteLine();
        foreach (var (index, row) in _rows.Index())
        {
            output.WriteLine($"| {string.Join(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |");
            if (index == 0)
            {
                output.WriteLine($"|{string.Join("|", widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? "-" : ":")))}|");
            }
        }

        output.WriteLine();
    }
}
