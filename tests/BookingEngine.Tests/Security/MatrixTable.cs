namespace BookingEngine.Tests.Security;

/// <summary>The table of docs/security.md as cells.</summary>
internal static class MatrixTable
{
    public static readonly string[] Titles = ["Route", "Of it"];

    public static Task<string> DocumentAsync() => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Docs", "security.md"));

    /// <summary>Its headers and rows. Empty when the document has no table.</summary>
    public static List<string[]> In(string document) =>
    [
        .. document.ReplaceLineEndings("\n").Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {Titles[0]} | {Titles[1]} |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Where(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    /// <summary>Compares cell by cell. A failure shows the differences and the measured table, ready for the document.</summary>
    public static void AssertIs(List<string[]> measured, List<string[]> documented)
    {
        var lines = (Measured: measured.Select(Line).ToList(), Documented: documented.Select(Line).ToList());
        string[] differences =
        [
            .. lines.Documented.Except(lines.Measured).Select(line => $"the document says  {line}"),
            .. lines.Measured.Except(lines.Documented).Select(line => $"what happened was  {line}"),
        ];
        var rule = $"|{string.Concat(Enumerable.Repeat("---|", measured[0].Length))}";
        Assert.True(
            lines.Measured.SequenceEqual(lines.Documented),
            $"{string.Join('\n', differences)}\n\nAs measured:\n\n{string.Join('\n', lines.Measured.Prepend(rule).OrderBy(l => l != lines.Measured[0]))}");
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
}
