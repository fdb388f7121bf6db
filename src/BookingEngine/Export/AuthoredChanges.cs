using BookingEngine.Catalogue;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Export;

/// <summary>A version of an object that the user made.</summary>
/// <param name="Kind">The stored name of its kind, such as <c>service</c> or <c>brand</c>.</param>
public sealed record AuthoredChange(Instant At, string Kind, string Id, DefinitionChange Change);

public interface IAuthoredChanges
{
    IAsyncEnumerable<AuthoredChange> ReadAsync(UserId user, CancellationToken cancellation);
}

/// <summary>Reads the history of every object of one kind: only for people who could ever change one.</summary>
public sealed class AuthoredChanges<T>(CatalogueKind<T> kind, CatalogueReader<T> reader) : IAuthoredChanges
    where T : class
{
    public async IAsyncEnumerable<AuthoredChange> ReadAsync(UserId user, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var author = user.ToString();
        await foreach (var (_, id) in reader.ReadAsync(null, includeRetired: true, cancellation))
        {
            await foreach (var (entry, _) in reader.ReadHistoryAsync(id, null, cancellation))
            {
                if (entry.By == author)
                {
                    yield return new AuthoredChange(entry.At, kind.Category, id, entry.Change);
                }
            }
        }
    }
}
