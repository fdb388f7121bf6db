using System.Text;

namespace BookingEngine.CalendarEntries;

/// <summary>Writes content lines (RFC 5545, 3.1): at most 75 bytes, longer ones folded between characters.</summary>
internal sealed class ContentLines
{
    private const int MaximumBytes = 75;
    private readonly StringBuilder _text = new();

    /// <summary>A line whose value is already written as its type demands.</summary>
    /// <param name="name">With its parameters.</param>
    public void Add(string name, string value)
    {
        var bytes = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MaximumBytes)
            {
                _text.Append("\r\n ");
                bytes = 1; // the space that marks the rest of a line
            }

            _text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
    }

    public void AddText(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Add(name, Escape(text));
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>A value of the type TEXT (3.3.11), without control characters.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => escaped.Append("\\n"),
                '\\' or ';' or ',' => escaped.Append('\\').Append((char)rune.Value),
                _ when Rune.IsControl(rune) => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A quoted value of a parameter. It can hold neither quotes nor control characters (3.2).</summary>
    public static string Quote(string text) =>
        $"\"{string.Concat(text.EnumerateRunes().Where(rune => rune.Value != '"' && !Rune.IsControl(rune)))}\"";

    /// <summary>An address as a URI. Characters that a URI cannot have are encoded.</summary>
    public static string MailTo(string address) => string.Concat(
        address.EnumerateRunes().Select(rune => rune.IsAscii && (Rune.IsLetterOrDigit(rune) || "@.-_+!$&'*=~".Contains((char)rune.Value, StringComparison.Ordinal))
            ? rune.ToString()
            : Uri.EscapeDataString(rune.ToString())).Prepend("mailto:"));
}
