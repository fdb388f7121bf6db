using System.Text;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>One property of a component, such as <c>DTSTART;TZID=Europe/Berlin:20300512T143000</c>.</summary>
/// <param name="Name">In upper case.</param>
internal sealed record CalendarLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public bool Is(string text) => Value.Trim().Equals(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Splits a file into its unfolded lines. Accepts a byte order mark, line feeds without carriage returns, and blank lines.</summary>
internal static class CalendarLines
{
    private static readonly Dictionary<string, string> NoParameters = [];

    public static IEnumerable<CalendarLine> Of(ReadOnlyMemory<byte> file)
    {
        var text = Encoding.UTF8.GetString(file.Span).TrimStart('\uFEFF');
        var line = new StringBuilder();
        foreach (var range in text.AsMemory().Split())
        {
            if (range.Length > 0 && range.Span[0] is ' ' or '\t')
            {
                line.Append(range.Span[1..]);
                continue;
            }

            if (Parse(line.ToString()) is { } parsed)
            {
                yield return parsed;
            }

            line.Clear().Append(range.Span);
        }

        if (Parse(line.ToString()) is { } last)
        {
            yield return last;
        }
    }

    private static IEnumerable<ReadOnlyMemory<char>> Split(this ReadOnlyMemory<char> text)
    {
        while (text.Length > 0)
        {
            var end = text.Span.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                yield return text;
                yield break;
            }

            yield return text[..end];
            text = text[(end + (text.Span[end..].StartsWith("\r\n") ? 2 : 1))..];
        }
    }

    // Null if the line has no value. A quoted parameter may contain colons and semicolons.
    private static CalendarLine? Parse(string line)
    {
        var (parts, quoted, begin) = (new List<string>(), false, 0);
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ';' when !quoted:
                    parts.Add(line[begin..i]);
                    begin = i + 1;
                    break;
                case ':' when !quoted:
                    parts.Add(line[begin..i]);
                    return new CalendarLine(parts[0].Trim().ToUpperInvariant(), ParametersOf(parts), line[(i + 1)..]);
                default:
                    break;
            }
        }

        return null;
    }

    private static Dictionary<string, string> ParametersOf(List<string> parts)
    {
        if (parts.Count == 1)
        {
            return NoParameters;
        }

        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
            }
        }

        return parameters;
    }
}
