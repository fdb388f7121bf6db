namespace BookingEngine.Users.SecondFactors;

/// <summary>Who needs a second factor. Everybody may have one, and is then asked for it at each sign-in.</summary>
public enum SecondFactorScope
{
    Off,
    Admin,

    /// <summary>Staff and administrators.</summary>
    Staff,
}

public sealed record SecondFactorPolicy(SecondFactorScope Scope)
{
    public bool IsRequiredOf(Role role) => Scope switch
    {
        SecondFactorScope.Admin => role is Role.Admin,
        SecondFactorScope.Staff => role is Role.Admin or Role.Staff,
        _ => false,
    };
}
