namespace BookingEngine.RateLimiting;

/// <summary>The rate limits, by the names of their settings: <c>PasswordChange</c> is <c>RATE_LIMIT_PASSWORD_CHANGE</c>.</summary>
public enum RateLimitName
{
    Register,
    Login,
    Recover,
    Reset,
    Profile,
    ProfileUpdate,
    PasswordChange,
    Book,
    List,

    /// <summary>Failed sign-ins of one account, from any address.</summary>
    Account,
    Read,
    Write,

    /// <summary>Holds of visitors.</summary>
    PublicHold,

    /// <summary>Mails to one address that nobody has proved.</summary>
    PublicMail,
}
