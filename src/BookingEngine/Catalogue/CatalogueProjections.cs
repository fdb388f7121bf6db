using System.Globalization;
using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Catalogue;

/// <summary>The objects of one kind as they are now, by id.</summary>
public sealed class DefinitionProjection<T>(CatalogueKind<T> kind) : IProjection
    where T : class
{
    public const string Partition = "all";

    public string Name => kind.Model;

    public string Category => kind.Category;

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event is IDefines<T> e ? kind.IdOf(e.Definition) : null;

    // The initial object has no event that creates it: its first change begins its document, too, and finds none.
    public bool Starts(IDomainEvent domainEvent) => domainEvent is not IDefines<T> { Change: not DefinitionChange.Created };

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded)
    {
        var now = current is null ? Definition<T>.None : Read(kind, current);
        var (id, next) = (DocumentIdOf(recorded)!, now.Next(((IDefines<T>)recorded.Event).Definition));
        return new ReadModelDocument(id, recorded.Stream, recorded.Version, Partition, id, JsonSerializer.Serialize(next, kind.Json));
    }

    public static Definition<T> Read(CatalogueKind<T> kind, ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, kind.Json)!;
}

/// <summary>What became of the objects of one kind: a document for each event that defined one, by id and then in order.</summary>
public sealed class DefinitionHistoryProjection<T>(CatalogueKind<T> kind) : IProjection
    where T : class
{
    public string Name => kind.HistoryModel;

    public string Category => kind.Category;

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event is IDefines<T> e
        ? string.Create(CultureInfo.InvariantCulture, $"{kind.IdOf(e.Definition)}/{recorded.Version:0000000000000000000}")
        : null;

    public bool Starts(IDomainEvent domainEvent) => true;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded)
    {
        var (id, e) = (DocumentIdOf(recorded)!, (IDefines<T>)recorded.Event);
        var entry = new HistoryEntry<T>(e.Change, recorded.Metadata.RecordedAt, recorded.Metadata.Actor, e.Definition);
        return new ReadModelDocument(
            id, recorded.Stream, recorded.Version, kind.IdOf(e.Definition), id, JsonSerializer.Serialize(entry, kind.HistoryJson));
    }

    public static HistoryEntry<T> Read(CatalogueKind<T> kind, ReadModelDocument document) =>
        JsonSerializer.Deserialize(document.Body!, kind.HistoryJson)!;
}
