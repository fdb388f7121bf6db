using System.Security.Claims;
using System.Text;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Access tokens in the format of RFC 9068 (<c>typ: at+jwt</c>), signed with HMAC-SHA-256. Algorithm, type, issuer and audience
/// are fixed. Tokens with critical headers are rejected, because this engine supports none.</summary>
public sealed class JwtAccessTokens : IAccessTokens
{
    private const string Type = "at+jwt", SessionClaim = "sid";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _signing;
    private readonly TokenValidationParameters _validation;
    private readonly string _issuer, _audience;
    private readonly Duration _lifetime;
    private readonly VerifiedTokens _verified = new();

    public JwtAccessTokens(Settings settings)
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.JwtSecretKey));
        (_issuer, _audience, _lifetime) = (settings.JwtIssuer, settings.JwtAudience, settings.AccessTokenLifetime);
        _signing = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        _validation = new TokenValidationParameters
        {
            ValidIssuer = _issuer,
            ValidAudience = _audience,
            IssuerSigningKeys = settings.JwtSecretKeyPrevious is { } previous ? [key, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(previous))] : [key],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [Type],
            RequireSignedTokens = true,
            RequireExpirationTime = true,

            // IsCurrent checks the lifetime with the injected clock.
            ValidateLifetime = false,
        };
    }

    public AccessToken Issue(Session session, Instant now)
    {
        var expires = Instant.Min(now + _lifetime, session.ExpiresAt);
        var text = _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = _issuer,
            Audience = _audience,
            IssuedAt = now.ToDateTimeUtc(),
            NotBefore = now.ToDateTimeUtc(),
            Expires = expires.ToDateTimeUtc(),
            SigningCredentials = _signing,
            Subject = new ClaimsIdentity(
            [
                new Claim(JwtRegisteredClaimNames.Sub, session.UserId.ToString()),
                new Claim(SessionClaim, session.Id.ToString()),
            ]),
        });
        return new AccessToken(text, expires);
    }

    public AccessTokenContent? Read(string token, Instant now) => Read(token.AsSpan(), now);

    public AccessTokenContent? Read(ReadOnlySpan<char> token, Instant now) =>
        (_verified.Find(token) ?? Verify(token.ToString())) is { } verified && IsCurrent(verified, now) ? verified.Content : null;

    // Checks signature, algorithm, type, issuer and audience. Waiting is safe: the task is already complete, because nothing is fetched.
    private VerifiedToken? Verify(string token)
    {
        var result = _handler.ValidateTokenAsync(token, _validation).GetAwaiter().GetResult();
        if (result is not { IsValid: true, SecurityToken: JsonWebToken jwt }
            || jwt.TryGetHeaderValue<object>("crit", out _)
            || !jwt.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Exp, out var expires)
            || !jwt.TryGetPayloadValue<string>(SessionClaim, out var session)
            || !Guid.TryParseExact(session, "D", out var id)
            || !jwt.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sub, out var subject)
            || !Guid.TryParseExact(subject, "D", out var user))
        {
            return null;
        }

        long? notBefore = jwt.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Nbf, out var from) ? from : null;
        var verified = new VerifiedToken(new AccessTokenContent(new SessionId(id), new UserId(user)), notBefore, expires);
        _verified.Add(token, verified);
        return verified;
    }

    // Tokens have whole seconds, so a token issued within this second is already valid.
    private static bool IsCurrent(VerifiedToken token, Instant now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return seconds < token.Expires && (token.NotBefore is not { } notBefore || seconds >= notBefore - Skew);
    }

    /// <summary>The allowed difference between the clocks of two instances, in seconds.</summary>
    private const long Skew = 5;
}
