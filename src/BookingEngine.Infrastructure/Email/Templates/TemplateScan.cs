using System.Buffers;
using System.Text.RegularExpressions;
using BookingEngine.Notifications.Templates;

namespace BookingEngine.Infrastructure.Email.Templates;

/// <summary>Looks at the tags of a template before it is parsed. The parser's recursion has no limit, and some expressions create lists of any size.
/// So only a small part of Liquid is allowed.</summary>
internal static partial class TemplateScan
{
    public const int MaximumLength = 64 * 1024;
    private const int MaximumTags = 500, MaximumTag = 500, MaximumDepth = 20, MaximumOperators = 20;

    private static readonly HashSet<string>
        Opening = ["if", "unless", "case", "comment"],
        Closing = ["endif", "endunless", "endcase", "endcomment"],
        Others = ["else", "elsif", "when", "assign"],
        Filters = ["upcase", "downcase", "capitalize", "strip", "default", "escape", "url_encode"];

    private static readonly SearchValues<char> Refused = SearchValues.Create("([{#");

    /// <summary>Null if every tag is allowed.</summary>
    public static TemplateError? Find(string source)
    {
        if (source.Length > MaximumLength)
        {
            return new(1, 1, $"A template has at most {MaximumLength} characters.");
        }

        var (tags, depth) = (0, 0);
        for (var at = NextTag(source, 0); at >= 0; at = NextTag(source, at))
        {
            var isOutput = source[at + 1] == '{';
            var end = source.IndexOf(isOutput ? "}}" : "%}", at + 2, StringComparison.Ordinal);
            var why = end < 0 ? "This tag is not closed." : end - at > MaximumTag ? $"A tag has at most {MaximumTag} characters."
                : ++tags > MaximumTags ? $"A template has at most {MaximumTags} tags." : ErrorOf(source[(at + 2)..end], isOutput, ref depth);
            if (why is not null)
            {
                return ErrorAt(source, at, why);
            }

            at = end + 2;
        }

        return depth == 0 ? null : ErrorAt(source, source.Length, "A tag is not ended.");
    }

    public static TemplateError ErrorAt(string source, int at, string why)
    {
        var before = source.AsSpan(0, at);
        return new(before.Count('\n') + 1, at - (before.LastIndexOf('\n') + 1) + 1, why);
    }

    private static int NextTag(string source, int from)
    {
        for (var at = source.IndexOf('{', from); at >= 0 && at + 1 < source.Length; at = source.IndexOf('{', at + 1))
        {
            if (source[at + 1] is '{' or '%')
            {
                return at;
            }
        }

        return -1;
    }

    private static string? ErrorOf(string tag, bool isOutput, ref int depth)
    {
        var bare = Quoted().Replace(tag, "''");
        var name = isOutput ? "" : Word().Match(bare).Value;
        depth += Opening.Contains(name) ? 1 : Closing.Contains(name) ? -1 : 0;
        return !isOutput && !Opening.Contains(name) && !Closing.Contains(name) && !Others.Contains(name) ? $"The tag '{name}' is not allowed."
            : depth is < 0 or > MaximumDepth ? depth < 0 ? $"There is nothing to end with '{name}'." : $"Tags are nested at most {MaximumDepth} deep."
            : bare.AsSpan().ContainsAny(Refused) || bare.Contains("..", StringComparison.Ordinal) ? "Ranges, lists and calls are not allowed."
            : Operator().Count(bare) > MaximumOperators ? $"A tag has at most {MaximumOperators} operators."
            : Filter().Matches(bare).Select(match => match.Groups[1].Value).FirstOrDefault(filter => !Filters.Contains(filter)) is { } unknown
                ? $"The filter '{unknown}' is not allowed."
            : null;
    }

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:and|or|contains)\b|[=<>]")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\|\s*([^\s|:]*)")]
    private static partial Regex Filter();
}
