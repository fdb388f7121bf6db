using System.Collections.Concurrent;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Infrastructure.Security;

/// <summary>The claims of a token with a valid signature.</summary>
/// <param name="NotBefore">In seconds since 1970, like <paramref name="Expires"/>.</param>
internal sealed record VerifiedToken(AccessTokenContent Content, long? NotBefore, long Expires);

/// <summary>A cache of tokens whose signature this process has verified. The signature of a text stays valid under the same secret.
/// Callers must still check the times and the session.</summary>
internal sealed class VerifiedTokens
{
    private const int MaximumEntries = 2_000;
    private readonly ConcurrentDictionary<string, VerifiedToken> _known = new(StringComparer.Ordinal);

    public VerifiedToken? Find(ReadOnlySpan<char> token) => _known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var known) ? known : null;

    /// <summary>Clears the cache when it is full. Tokens still in use are then verified again.</summary>
    public void Add(string token, VerifiedToken verified)
    {
        if (_known.Count >= MaximumEntries)
        {
            _known.Clear();
        }

        _known[token] = verified;
    }
}
