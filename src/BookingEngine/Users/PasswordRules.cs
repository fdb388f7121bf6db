namespace BookingEngine.Users;

/// <summary>Length is all that is asked of a password: rules of composition make worse ones (NIST SP 800-63B, 3.1.1.2).</summary>
public static class PasswordRules
{
    public const int Minimum = 8, Maximum = 128;

    public static bool IsAllowed(string text) => text.EnumerateRunes().Count() is >= Minimum and <= Maximum;
}
