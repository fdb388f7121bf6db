using System.Text;
using System.Text.Json;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>Reads texts that are texts: without NUL, and without half a surrogate pair.</summary>
internal static class BodyText
{
    /// <summary>The text, or what is wrong with it.</summary>
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
            text = ""; // an escape such as \ud800 that is no character
            return false;
        }
    }
}
