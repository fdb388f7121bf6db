using System.Collections.Concurrent;
using BookingEngine.Users;

namespace BookingEngine.Infrastructure.Security;

/// <summary>What a token of ours says, for as long as it reads the same.</summary>
/// <param name="NotBefore">In seconds since 1970, as <paramref name="Expires"/> is.</param>
internal sealed record SignedToken(SessionId Session, long? NotBefore, long Expires);

/// <summary>Tokens whose signature this process has verified: the same text, under the same secret, is signed for ever. Whether it is still in time
/// and its session stands is not known here.</summary>
internal sealed class SignedTokens
{
    private const int MaximumEntries = 2_000;
    private readonly ConcurrentDictionary<string, SignedToken> _known = new(StringComparer.Ordinal);

    public SignedToken? Find(string token) => _known.GetValueOrDefault(token);

    /// <summary>All are forgotten when there are too many: those in use are verified again.</summary>
    public void Keep(string token, SignedToken signed)
    {
        if (_known.Count >= MaximumEntries)
        {
            _known.Clear();
        }

        _known[token] = signed;
    }
}
