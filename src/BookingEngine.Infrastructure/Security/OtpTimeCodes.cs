using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Ports;
using BookingEngine.Users.SecondFactors;
using NodaTime;
using OtpNet;

namespace BookingEngine.Infrastructure.Security;

/// <summary>TOTP with what every authenticator app supports: HMAC-SHA-1, six digits, 30 seconds.</summary>
public sealed class OtpTimeCodes(IRandomBytes random, Settings settings) : ITimeCodes
{
    // As long as the HMAC's hash (RFC 4226, 4).
    private const int SecretBytes = 20;
    private static readonly VerificationWindow Neighbours = new(previous: 1, future: 1);

    public string NewSecret()
    {
        var secret = new byte[SecretBytes];
        random.Fill(secret);
        return Base32Encoding.ToString(secret).TrimEnd('=');
    }

    public long? StepOf(string secret, string code, Instant now) =>
        code.Length == 6 && code.All(char.IsAsciiDigit)
        && new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now.ToDateTimeUtc(), code, out var step, Neighbours) ? step : null;

    public string AddressOf(string secret, string account)
    {
        var issuer = Uri.EscapeDataString(settings.PublicUrl.IdnHost);
        return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={issuer}";
    }
}
