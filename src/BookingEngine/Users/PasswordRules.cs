using System.Globalization;
using BookingEngine.Unicode;

namespace BookingEngine.Users;

/// <summary>The rules for a new password: its length, in form C so that it is the same for every spelling, and that nobody guesses it first. Composition
/// rules lead to worse passwords (NIST SP 800-63B, 3.1.1.2). An earlier password stays valid.</summary>
public static class PasswordRules
{
    public const int Minimum = 8, Maximum = 128;

    public const string IsCommon = "must not be one of the most common passwords", IsAddress = "must not be the mail address";

    public static readonly string WrongLength = string.Create(CultureInfo.InvariantCulture, $"must have {Minimum} to {Maximum} characters");

    public static readonly Refusal AddressRefused = new(
        RefusalKind.Rule, "password_is_address", "The password must not be the mail address of the account. Choose another one.");

    /// <summary>What is wrong with the text, such as <c>must have 8 to 128 characters</c>. Null if it is allowed.</summary>
    public static string? ErrorOf(string text) => UnicodeForms.Compose(text) switch
    {
        var composed when composed.EnumerateRunes().Count() is < Minimum or > Maximum => WrongLength,
        var composed when CommonPasswords.Contain(composed) => IsCommon,
        _ => null,
    };

    /// <summary>Whether the text is the mail address, or the part of it before the @, in any spelling.</summary>
    public static bool IsAddressOf(string text, EmailAddress address) =>
        LowerCase.Of(UnicodeForms.Compose(EmailAddress.TrimBlanks(text))) is var password
        && (password == address.Canonical || password == address.Canonical[..address.Canonical.LastIndexOf('@')]
            || EmailAddress.TryParseKnown(text)?.Canonical == address.Canonical);

    /// <summary>The same for a stored address.</summary>
    public static bool IsAddressOf(string text, string address) => EmailAddress.TryParseKnown(address) is { } known && IsAddressOf(text, known);
}
