namespace BookingEngine.RateLimiting;

/// <summary>The rate limits, by the name of the setting that sets each: <c>PasswordChange</c> is <c>RATE_LIMIT_PASSWORD_CHANGE</c>.</summary>
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

    /// <summary>Failed sign-ins of one account, wherever they come from.</summary>
    Account,
    Read,
    Write,
}
