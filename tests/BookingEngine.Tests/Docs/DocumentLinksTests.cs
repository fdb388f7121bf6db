using System.Text.RegularExpressions;

namespace BookingEngine.Tests.Docs;

/// <summary>Links in the documents lead to files and headings that exist.</summary>
public sealed partial class DocumentLinksTests
{
    private static readonly string Root = FindRoot(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static TheoryData<string> Documents =>
    [
        "README.md", .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)),
        "infra/README.md",
    ];

    [GeneratedRegex(@"\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped { get; }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_has_a_target(string document)
    {
        var file = Path.Combine(Root, document);
        var broken = Link.Matches(File.ReadAllText(file)).Where(link => !HasTarget(file, link.Groups[1].Value, link.Groups[2].Value)).Select(link => link.Value);
        Assert.Empty(broken);
    }

    private static bool HasTarget(string from, string path, string anchor)
    {
        var target = path.Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, path));
        return anchor.Length == 0 || !target.EndsWith(".md", StringComparison.Ordinal)
            ? Path.Exists(target)
            : File.Exists(target) && Heading.Matches(File.ReadAllText(target)).Any(h => AnchorOf(h.Groups[1].Value) == anchor);
    }

    // As on code hosts: lower case, no punctuation, a hyphen for each space.
    private static string AnchorOf(string heading) =>
        Dropped.Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "BookingEngine.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run in a checkout of the repository."));
}
