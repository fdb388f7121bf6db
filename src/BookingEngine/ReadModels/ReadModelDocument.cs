using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>One document of a read model, fed by exactly one stream.</summary>
/// <param name="Version">The version of the stream that the document reflects: the guard of every write.</param>
/// <param name="Partition">Whose list it stands in.</param>
/// <param name="SortKey">Its place in that list, in ordinal order; unique within the model.</param>
/// <param name="Body">Its JSON; null where the document is gone, so that a late write cannot bring it back.</param>
public sealed record ReadModelDocument(string Id, StreamName Stream, long Version, string Partition, string SortKey, string? Body);
