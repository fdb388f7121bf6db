using NodaTime;

namespace BookingEngine.Users.SecondFactors;

/// <summary>Codes of six digits that change every 30 seconds (TOTP, RFC 6238), as authenticator apps show them.</summary>
public interface ITimeCodes
{
    /// <summary>A new secret in Base32.</summary>
    string NewSecret();

    /// <summary>The time step that the code is of: the present one, or the one before or after it, because clocks differ. Null for a wrong code.</summary>
    long? StepOf(string secret, string code, Instant now);

    /// <summary>The address that an authenticator app reads, also from a QR code.</summary>
    string AddressOf(string secret, string account);
}
