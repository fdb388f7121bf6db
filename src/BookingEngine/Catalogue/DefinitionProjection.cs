using System.Globalization;
using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Catalogue;

/// <summary>The present objects of one kind, by id, and their histories, in order.</summary>
public sealed class DefinitionProjection<T>(CatalogueKind<T> kind) : IProjection
    where T : class
{
    public const string Partition = "all";

    public string Name => kind.Model;

    public string Category => kind.Category;

    public static string HistoryPartition(string id) => $"history/{id}";

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event is IDefines<T> e ? kind.IdOf(e.Definition) : null;

    // No event creates the default object: its first change begins its document.
    public bool Starts(IDomainEvent domainEvent) => domainEvent is not IDefines<T> { Change: not DefinitionChange.Created };

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded)
    {
        var id = DocumentIdOf(recorded)!;
        var existing = current is null ? kind.InitialOf(id) : Read(kind, current);
        var next = existing.Next(((IDefines<T>)recorded.Event).Definition);
        return new ReadModelDocument(id, recorded.Stream, recorded.Version, Partition, id, JsonSerializer.Serialize(next, kind.Json()));
    }

    public ReadModelDocument? EntryOf(RecordedEvent recorded)
    {
        if (recorded.Event is not IDefines<T> e)
        {
            return null;
        }

        var (id, metadata) = (kind.IdOf(e.Definition), recorded.Metadata);
        var entry = new HistoryEntry<T>(e.Change, metadata.RecordedAt, metadata.Actor, e.Definition);
        var key = string.Create(CultureInfo.InvariantCulture, $"{id}/{recorded.Version:0000000000000000000}");
        return new ReadModelDocument(
            key, recorded.Stream, recorded.Version, HistoryPartition(id), key, JsonSerializer.Serialize(entry, kind.HistoryJson()));
    }

    public static Definition<T> Read(CatalogueKind<T> kind, ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, kind.Json())!;

    public static HistoryEntry<T> ReadEntry(CatalogueKind<T> kind, ReadModelDocument entry) => JsonSerializer.Deserialize(entry.Body!, kind.HistoryJson())!;
}
