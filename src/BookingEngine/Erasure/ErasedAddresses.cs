using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Erasure;

/// <summary>Releases the claims of all mail addresses that an erased user ever had or asked for. Then anyone can register them.</summary>
public sealed class ErasedAddresses(IEventStore store, EventCatalogue catalogue, PersonalData personal, AddressLookup lookup, IAddressClaims claims)
{
    private const int PageSize = 200;

    /// <summary>Does nothing once the user's key is erased: the claims were released before.</summary>
    public async Task ReleaseAsync(UserId user, CancellationToken cancellation)
    {
        if (await personal.FindKeyAsync(user.ToString(), cancellation) is not { } key)
        {
            return;
        }

        HashSet<string> released = [];
        var version = 0L;
        while (await store.ReadAsync(user.Stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var address in commits.SelectMany(catalogue.Read).SelectMany(e => AddressesOf(e.Event)).Select(key.Decrypt).Where(released.Add))
            {
                await ReleaseAsync(user, address, cancellation);
            }

            version = commits[^1].Version;
        }
    }

    private async Task ReleaseAsync(UserId user, string address, CancellationToken cancellation)
    {
        if (EmailAddress.TryParseKnown(address) is not { } email)
        {
            return;
        }

        var hashes = await lookup.HashAsync(email, cancellation);
        foreach (var hash in new[] { hashes.Current, hashes.Former }.OfType<string>())
        {
            if (await claims.FindAsync(hash, cancellation) is { } claim && claim.UserId == user)
            {
                await claims.ReleaseAsync(claim);
            }
        }
    }

    private static IEnumerable<Encrypted> AddressesOf(IDomainEvent domainEvent) => domainEvent switch
    {
        UserRegistered e => [e.Email],
        EmailChangeRequested e => [e.Email],
        EmailChanged e => [e.Email, e.FormerEmail],
        _ => [],
    };
}
