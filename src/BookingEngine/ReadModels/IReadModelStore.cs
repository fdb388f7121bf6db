using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>The documents that queries read, and each model's position in each stream.</summary>
public interface IReadModelStore
{
    Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation);

    /// <summary>The documents of a list within a range, in ordinal order of their sort keys, without deleted ones. It reads along the
    /// list's index, so its cost does not depend on other lists.</summary>
    Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation);

    /// <summary>As <see cref="ListAsync"/>, but of each document only its answer. A store that can read less for it does.</summary>
    /// <returns>Null if a document has no answer of this shape.</returns>
    async Task<IReadOnlyList<ListedAnswer>?> ListAnswersAsync(ReadModelList list, ListRange range, string shape, CancellationToken cancellation)
    {
        var documents = await ListAsync(list, range, cancellation);
        return documents.All(document => document.Answer?.Shape == shape)
            ? [.. documents.Select(document => new ListedAnswer(document.SortKey, document.Answer!.Json))]
            : null;
    }

    /// <summary>All documents of each list, without deleted ones, in any order. A store behind a network reads them at once.</summary>
    /// <returns>Null if there are more than <paramref name="maximum"/> together.</returns>
    async Task<IReadOnlyList<IReadOnlyList<ReadModelDocument>>?> ListFewAsync(IReadOnlyList<ReadModelList> lists, int maximum, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(lists.Select(list => ListAsync(list, new ListRange(null, null, maximum + 1), cancellation)));
        return found.Sum(documents => documents.Count) > maximum ? null : found;
    }

    /// <summary>Writes the document if the stored one has <paramref name="expectedVersion"/>; 0 means that there is none.</summary>
    /// <returns>False if it does not. After a lost answer the stored document may be this very one, so read it again.</returns>
    Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion);

    /// <summary>Writes each document whose stored version is the expected one. Inserts come first, then the others in their order. It costs at most two
    /// round trips.</summary>
    /// <returns>False if at least one was not written. See <see cref="TryWriteAsync"/>.</returns>
    Task<bool> TryWriteAllAsync(string model, IReadOnlyList<DocumentWrite> writes);

    /// <summary>The documents with these ids, at most 1,000. Omits those that do not exist.</summary>
    Task<IReadOnlyList<ReadModelDocument>> FindAllAsync(string model, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Writes the documents that do not exist yet, and leaves the others unchanged.</summary>
    Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents);

    /// <summary>The version up to which the model has applied the stream; 0 if it has not begun.</summary>
    Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation);

    /// <summary>For each of up to 1,000 streams the lowest position of the models. Omits streams that one of them has not begun.</summary>
    Task<IReadOnlyDictionary<StreamName, long>> LowestPositionsAsync(
        IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation);

    /// <summary>Moves the position forward, never back.</summary>
    Task AdvanceAsync(string model, StreamName stream, long version);

    /// <summary>All documents of the model that come from the stream, including deleted ones, by id.</summary>
    Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation);

    /// <summary>Replaces all documents that the stream has in the model, and sets the position to <paramref name="version"/>. Does nothing
    /// if the model has already applied a later version.</summary>
    /// <returns>False if nothing was written. Then the caller must fold again, up to the newer version.</returns>
    Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents);

    /// <summary>Writes the documents that are missing or differ from the stored ones, at most 1,000. Leaves documents that have a later version
    /// unchanged.</summary>
    /// <returns>The ids of those.</returns>
    Task<IReadOnlyList<string>> ReplaceAsync(string model, IReadOnlyList<ReadModelDocument> documents);

    /// <summary>Deletes the documents that the stream has in the model under other ids, unless they have a later version.</summary>
    Task DeleteOthersAsync(string model, StreamName stream, long version, IReadOnlyCollection<string> ids);
}
