using System.Globalization;

namespace BookingEngine.Branding;

/// <summary>Colours as <c>#rrggbb</c>, and how well one can be read on another (WCAG 2.2, 1.4.3).</summary>
public static class Colour
{
    /// <summary>The least contrast of text.</summary>
    public const double MinimumContrast = 4.5;

    public static bool IsColour(string text) => text is ['#', _, _, _, _, _, _] && text.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>From 1 for equal colours to 21 for black on white.</summary>
    public static double ContrastOf(string one, string other)
    {
        var (a, b) = (LuminanceOf(one), LuminanceOf(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <param name="share">Of the first colour, from 0 to 1.</param>
    public static string Mix(string one, string other, double share)
    {
        return $"#{Mixed(1)}{Mixed(3)}{Mixed(5)}";

        string Mixed(int start) =>
            ((int)Math.Round((Byte(one, start) * share) + (Byte(other, start) * (1 - share)))).ToString("x2", CultureInfo.InvariantCulture);
    }

    private static double LuminanceOf(string colour) => 0.2126 * Part(colour, 1) + 0.7152 * Part(colour, 3) + 0.0722 * Part(colour, 5);

    private static double Part(string colour, int start)
    {
        var value = Byte(colour, start) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Byte(string colour, int start) => int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
