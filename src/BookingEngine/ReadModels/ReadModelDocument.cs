using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>One document of a read model, fed by exactly one stream.</summary>
/// <param name="Version">The version of the stream that the document reflects: the guard of every write.</param>
/// <param name="Partition">Whose list it stands in.</param>
/// <param name="SortKey">Its place in that list, in ordinal order; unique within the model.</param>
/// <param name="Body">Its JSON; null where the document is gone, so that a late write cannot bring it back.</param>
public sealed record ReadModelDocument(string Id, StreamName Stream, long Version, string Partition, string SortKey, string? Body)
{
    /// <summary>What else it is listed by; null for a document that stands in its partition's list alone.</summary>
    public ListKeys? Keys { get; init; }
}

/// <summary>What a document is listed by beside its partition. Scalars, for no engine of ours sorts along an index over arrays.</summary>
public sealed record ListKeys(string Resource, string Service, string Status);
