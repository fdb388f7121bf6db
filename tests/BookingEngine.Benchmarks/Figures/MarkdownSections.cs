namespace BookingEngine.Benchmarks.Figures;

/// <summary>The generated sections of a document, each between two comments that name it. The rest is written by hand.</summary>
public static class MarkdownSections
{
    /// <summary>The document with other text in one section.</summary>
    /// <exception cref="BenchmarkException">The document does not have the section exactly once.</exception>
    public static string Replace(string document, string section, string text)
    {
        var (begin, end) = ($"<!-- begin {section} -->", $"<!-- end {section} -->");
        return document.Split(begin) is [var before, var rest] && rest.Split(end) is [_, var after]
            ? $"{before}{begin}\n\n{text.Trim()}\n\n{end}{after}"
            : throw new BenchmarkException($"The document needs '{begin}' and, after it, '{end}', each once.");
    }
}
