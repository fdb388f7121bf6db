using System.Security.Claims;
using System.Text;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Access tokens as RFC 9068 shapes them (<c>typ: at+jwt</c>), signed with HMAC-SHA-256. Everything that a forger could vary is
/// pinned: algorithm, type, issuer, audience; critical headers are refused, because none is understood.</summary>
public sealed class JwtAccessTokens : IAccessTokens
{
    private const string Type = "at+jwt", SessionClaim = "sid";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _signing;
    private readonly TokenValidationParameters _validation;
    private readonly string _issuer, _audience;
    private readonly Duration _lifetime;
    private readonly SignedTokens _signed = new();

    public JwtAccessTokens(Settings settings)
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.JwtSecretKey));
        (_issuer, _audience, _lifetime) = (settings.JwtIssuer, settings.JwtAudience, settings.AccessTokenLifetime);
        _signing = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        _validation = new TokenValidationParameters
        {
            ValidIssuer = _issuer,
            ValidAudience = _audience,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [Type],
            RequireSignedTokens = true,
            RequireExpirationTime = true,

            // Checked against the injected clock, below.
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

    public SessionId? Read(string token, Instant now) => (_signed.Find(token) ?? Verify(token)) is { } signed && IsCurrent(signed, now)
        ? signed.Session
        : null;

    // Signature, algorithm, type, issuer and audience; the task is complete, for nothing is fetched.
    private SignedToken? Verify(string token)
    {
        var result = _handler.ValidateTokenAsync(token, _validation).GetAwaiter().GetResult();
        if (result is not { IsValid: true, SecurityToken: JsonWebToken jwt }
            || jwt.TryGetHeaderValue<object>("crit", out _)
            || !jwt.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Exp, out var expires)
            || !jwt.TryGetPayloadValue<string>(SessionClaim, out var session)
            || !Guid.TryParseExact(session, "D", out var id))
        {
            return null;
        }

        long? notBefore = jwt.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Nbf, out var from) ? from : null;
        var signed = new SignedToken(new SessionId(id), notBefore, expires);
        _signed.Keep(token, signed);
        return signed;
    }

    // Whole seconds on the wire: a token issued within this second is not yet "before" it.
    private static bool IsCurrent(SignedToken token, Instant now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return seconds < token.Expires && (token.NotBefore is not { } notBefore || seconds >= notBefore - Skew);
    }

    /// <summary>By how many seconds the clocks of two instances may differ.</summary>
    private const long Skew = 5;
}
