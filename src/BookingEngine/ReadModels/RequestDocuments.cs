namespace BookingEngine.ReadModels;

/// <summary>The documents that one request has read or begun. Its commands write the next versions of them without reading them again.</summary>
public sealed class RequestDocuments
{
    private List<(string Model, ReadModelDocument Document)>? _known;
    private (string Model, string Id, Task<ReadModelDocument?> Document)? _early;

    /// <summary>Takes a read that has begun before the request was admitted. It serves one call of <see cref="FindAsync"/>.</summary>
    public void Begin(string model, string id, Task<ReadModelDocument?> document) => _early = (model, id, document);

    public async Task<ReadModelDocument?> FindAsync(IReadModelStore models, string model, string id, CancellationToken cancellation)
    {
        var early = _early is { } begun && begun.Model == model && begun.Id == id ? begun.Document : null;
        _early = early is null ? _early : null;
        var found = await (early ?? models.FindAsync(model, id, cancellation));
        if (found is not null)
        {
            Add(model, found);
        }

        return found;
    }

    public void Add(string model, ReadModelDocument document) => (_known ??= []).Add((model, document));

    /// <summary>The document as the request knows it, if it had this version then.</summary>
    public ReadModelDocument? Find(string model, string id, long version) =>
        _known?.Find(k => k.Model == model && k.Document.Id == id && k.Document.Version == version).Document;
}
