using System.Text;
using System.Text.Json;

namespace BookingEngine.Functions.Http.Requests.Texts;

/// <summary>Reads strings without NUL and without half a surrogate pair.</summary>
internal static class BodyText
{
    /// <summary>The text, or its error.</summary>
    public static (string Text, string? Error) Read(JsonElement? value) => value switch
    {
        null => ("", "is required"),
        { ValueKind: not JsonValueKind.String } => ("", "must be a text"),
        { } given => TryGet(given, out var text) && !text.Contains('\0') ? (text, null) : ("", "must not contain NUL or half a surrogate pair"),
    };

    public static bool TryGet(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return !text.EnumerateRunes().Contains(Rune.ReplacementChar) || value.GetRawText().Contains('\uFFFD', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            text = ""; // half a surrogate pair, such as the escape \ud800
            return false;
        }
    }
}
