using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>The documents that queries read, and how far each model has got in each stream.</summary>
public interface IReadModelStore
{
    Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation);

    /// <summary>The documents of a list within a range, in ordinal order of their sort keys; those that are gone are left out. Reads along the
    /// list's index, and no document that it does not give, however many there are in other lists.</summary>
    Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation);

    /// <summary>Writes the document where its predecessor stands at <paramref name="expectedVersion"/> (0: there is none).</summary>
    /// <returns>False where it does not. Where an answer was lost it may also be this very document that stands there: look again.</returns>
    Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion);

    /// <summary>The version up to which the model has applied the stream; 0 where it has not begun.</summary>
    Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation);

    /// <summary>The positions of up to a thousand streams at once; those that the model has not begun are left out.</summary>
    Task<IReadOnlyDictionary<StreamName, long>> PositionsAsync(string model, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation);

    /// <summary>Moves the position forward; never back.</summary>
    Task AdvanceAsync(string model, StreamName stream, long version);

    /// <summary>Every document of the model that the stream feeds, gone ones included, by id.</summary>
    Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation);

    /// <summary>Puts <paramref name="documents"/> in place of all that the stream has in the model, and the position to
    /// <paramref name="version"/>, unless the model has already applied a later version.</summary>
    /// <returns>False where it has: nothing was written, and the caller folds again up to the newer version.</returns>
    Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents);
}
