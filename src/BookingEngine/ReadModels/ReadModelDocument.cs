using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>A document of a read model. Exactly one stream feeds it.</summary>
/// <param name="Version">The version of the stream that the document includes. Every write is conditional on it.</param>
/// <param name="Partition">The list that it is in.</param>
/// <param name="SortKey">Its position in that list, in ordinal order. Unique within the model.</param>
/// <param name="Body">Its JSON. Null if it was deleted: the rest stays, so that a late write cannot restore it.</param>
public sealed record ReadModelDocument(string Id, StreamName Stream, long Version, string Partition, string SortKey, string? Body)
{
    /// <summary>Its values in the other indexes; null for a document that is only in its partition's list.</summary>
    public ListKeys? Keys { get; init; }

    /// <summary>Null for a model that stores none, for a document that changes with others, and for one from before answers were
    /// stored.</summary>
    public DocumentAnswer? Answer { get; init; }
}

/// <summary>The values that a document is indexed by, besides its partition. Single values, because no supported database sorts along an
/// index over arrays.</summary>
public sealed record ListKeys(string Resource, string Service, string Status);

/// <summary>A document to write.</summary>
/// <param name="ExpectedVersion">The version that must be stored; 0 for none.</param>
public readonly record struct DocumentWrite(ReadModelDocument Document, long ExpectedVersion);
