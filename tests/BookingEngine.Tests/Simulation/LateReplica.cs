using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>Handles the message of a command on a replica that does not show the newest commits of a stream yet.</summary>
/// <param name="hidden">How many commits it does not show.</param>
public sealed class LateReplica(Node node, int hidden, PlantedBug bug = PlantedBug.None) : IEventStore
{
    private readonly IEventStore _store = node.Get<IEventStore>();

    public bool ProjectsOnAppend => _store.ProjectsOnAppend;

    public async Task HandleAsync(StreamAdvanced message)
    {
        var models = node.Get<IReadModelStore>();
        try
        {
            await new Projector(this, node.Get<EventCatalogue>(), node.Get<ProjectionSet>(), models).ProjectAsync(message, CancellationToken.None);
            await new EventDispatcher(this, node.Get<EventCatalogue>(), node.Get<IEnumerable<IEventHandler>>(), node.Get<IEnumerable<EventReactions>>(), models, node.Get<HandlerStarts>())
                .HandleAsync(message, CancellationToken.None);
        }
        catch (StreamNotFoundException) when (bug is PlantedBug.TrustsMessages)
        {
            foreach (var subscription in node.Get<Subscriptions>().Of(message.Stream))
            {
                await models.AdvanceAsync(subscription.Name, message.Stream, message.Version);
            }
        }
    }

    public Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run) => _store.AppendAsync(run);

    public async Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        var commits = await _store.ReadAsync(stream, afterVersion, int.MaxValue, cancellation);
        return [.. commits.SkipLast(hidden).Take(limit)];
    }

    public Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation) => _store.FindAsync(id, recordedSince, cancellation);

    public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
        _store.ListStreamsAsync(after, limit, cancellation);

    public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(Instant since, StreamName? after, int limit, CancellationToken cancellation) =>
        _store.ListWrittenSinceAsync(since, after, limit, cancellation);

    public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
        _store.ListRecordedAsync(since, limit, cancellation);

    public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) => _store.ListNewestAsync(limit, cancellation);
}
