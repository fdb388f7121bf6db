namespace BookingEngine.ReadModels;

/// <summary>An index of the documents: by model, then by these fields, then by sort key. Every store has all of them.</summary>
/// <param name="Fields">In this order.</param>
public sealed record ListIndex(params IReadOnlyList<string> Fields)
{
    public const string Partition = "partition", Resource = "resource", Service = "service", Status = "status";

    public static ListIndex ByPartition { get; } = new(Partition);

    public static ListIndex ByResource { get; } = new(Resource);

    public static ListIndex ByResourceAndStatus { get; } = new(Resource, Status);

    /// <summary>All documents that have <see cref="ReadModelDocument.Keys"/>.</summary>
    public static ListIndex ByModel { get; } = new();

    public static ListIndex ByStatus { get; } = new(Status);

    public static ListIndex ByService { get; } = new(Service);

    public static ListIndex ByServiceAndStatus { get; } = new(Service, Status);

    public static IReadOnlyList<ListIndex> All { get; } =
        [ByPartition, ByResource, ByResourceAndStatus, ByModel, ByStatus, ByService, ByServiceAndStatus];
}

/// <summary>The documents of a model with these values in the fields of an index.</summary>
public sealed record ReadModelList(string Model, ListIndex Index, params IReadOnlyList<string> Values)
{
    public static ReadModelList OfPartition(string model, string partition) => new(model, ListIndex.ByPartition, partition);
}

/// <param name="After">A sort key, excluded; null for the first.</param>
/// <param name="Before">A sort key, excluded; null for the last.</param>
/// <param name="Limit">The maximum number; null for all.</param>
public readonly record struct ListRange(string? After, string? Before, int? Limit);
