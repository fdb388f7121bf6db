using BookingEngine.Unicode;

namespace BookingEngine.Users;

/// <summary>The only rule for a password is its length, in form C so that it is the same for every spelling. Composition rules lead to worse
/// passwords (NIST SP 800-63B, 3.1.1.2).</summary>
public static class PasswordRules
{
    public const int Minimum = 8, Maximum = 128;

    public static bool IsAllowed(string text) => UnicodeForms.Compose(text).EnumerateRunes().Count() is >= Minimum and <= Maximum;
}
