using System.Globalization;
using System.Text;

namespace BookingEngine.Notifications.Templates;

/// <summary>Texts of people in mails.</summary>
public static class MailText
{
    private const int MaximumName = 100;

    /// <summary>A name in one line, without control characters, with at most 100 characters.</summary>
    public static string Safe(string name)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(IsShown).Take(MaximumName))
        {
            safe.Append(rune.ToString());
        }

        return safe.ToString().Trim();
    }

    public static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsShown(Rune rune) => !Rune.IsControl(rune) && rune.Value is not (0x2028 or 0x2029);
}
