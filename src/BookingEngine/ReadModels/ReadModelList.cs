namespace BookingEngine.ReadModels;

/// <summary>An index that documents are listed along: within a model, those that agree in its fields stand together, by their sort keys. Every store
/// keeps all of them.</summary>
/// <param name="Fields">Between the model and the sort key, in this order.</param>
public sealed record ListIndex(params IReadOnlyList<string> Fields)
{
    public const string Partition = "partition", Resource = "resource", Service = "service", Status = "status";

    public static ListIndex ByPartition { get; } = new(Partition);

    public static ListIndex ByResource { get; } = new(Resource);

    public static ListIndex ByResourceAndStatus { get; } = new(Resource, Status);

    /// <summary>All that have keys.</summary>
    public static ListIndex ByModel { get; } = new();

    public static ListIndex ByStatus { get; } = new(Status);

    public static ListIndex ByService { get; } = new(Service);

    public static ListIndex ByServiceAndStatus { get; } = new(Service, Status);

    public static IReadOnlyList<ListIndex> All { get; } =
        [ByPartition, ByResource, ByResourceAndStatus, ByModel, ByStatus, ByService, ByServiceAndStatus];
}

/// <summary>The documents of a model that have these values in the fields of an index.</summary>
public sealed record ReadModelList(string Model, ListIndex Index, params IReadOnlyList<string> Values)
{
    public static ReadModelList OfPartition(string model, string partition) => new(model, ListIndex.ByPartition, partition);
}

/// <param name="After">A sort key, itself excluded; from the first where null.</param>
/// <param name="Before">A sort key, itself excluded; to the last where null.</param>
/// <param name="Limit">How many at most; all of them where null.</param>
public readonly record struct ListRange(string? After, string? Before, int? Limit);
