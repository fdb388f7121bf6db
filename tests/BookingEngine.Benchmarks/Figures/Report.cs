namespace BookingEngine.Benchmarks.Figures;

/// <summary>Prints figures, and writes them into a document if there is one.</summary>
/// <param name="document">The path of the document; null to print only.</param>
/// <param name="preface">A line above each section: date, processors, the command.</param>
public sealed class Report(string? document, string preface)
{
    /// <summary>Replaces a section of the document.</summary>
    public async Task WriteAsync(string section, params object[] parts)
    {
        var text = string.Join("\n", parts.Select(part => $"{part}"));
        Console.WriteLine($"\n{text}");
        if (document is not null)
        {
            var written = MarkdownSections.Replace(await File.ReadAllTextAsync(document), section, $"{preface}\n\n{text}");
            await File.WriteAllTextAsync(document, written);
            Console.WriteLine($"Written into {document}, section {section}");
        }
    }

    /// <summary>Writes a picture beside the document.</summary>
    public async Task DrawAsync(string file, IReadOnlyList<LineChart> charts)
    {
        if (document is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(document) ?? "", file), ChartPicture.Of(charts));
        }
    }
}
