using BookingEngine.EventSourcing;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Transfers;

/// <summary>The ports of an instance with a step before and after each durable effect: an append, a document write or a message.</summary>
internal static class SteppedPorts
{
    private const string Done = " done";

    /// <summary>Whether the step follows its effect.</summary>
    public static bool IsDone(string step) => step.EndsWith(Done, StringComparison.Ordinal);

    /// <summary>The step that follows the effect of a step before it.</summary>
    public static string DoneOf(string step) => step + Done;

    /// <summary>Whether events or documents were written just before the step.</summary>
    public static bool IsWritten(string step) =>
        IsDone(step) && !step.StartsWith("send", StringComparison.Ordinal) && !step.StartsWith("advance", StringComparison.Ordinal);

    /// <summary>Whether a message was sent just before the step.</summary>
    public static bool IsSent(string step) => IsDone(step) && step.StartsWith("send", StringComparison.Ordinal);

    public static void Register(IServiceCollection services, Step step, Action<StreamName>? read = null)
    {
        Wrap<IEventStore>(services, inner => new Events(inner, step, read));
        Wrap<IReadModelStore>(services, inner => new Models(inner, step));
        Wrap<IMessageQueue>(services, inner => new Queue(inner, step));
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var port = services.Last(s => s.ServiceType == typeof(T));
        services.AddSingleton(s => wrap((T)(
            port.ImplementationInstance ?? port.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, port.ImplementationType!))));
    }

    private static async Task<T> AroundAsync<T>(Step step, string name, Func<Task<T>> effect)
    {
        await step(name);
        var result = await effect();
        await step(DoneOf(name));
        return result;
    }

    private static Task AroundAsync(Step step, string name, Func<Task> effect) => AroundAsync(step, name, async () =>
    {
        await effect();
        return true;
    });

    private sealed class Events(IEventStore inner, Step step, Action<StreamName>? read) : IEventStore
    {
        public bool ProjectsOnAppend => inner.ProjectsOnAppend;

        public Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run) => AroundAsync(step, $"append {run[0].Events[0].Type}", () => inner.AppendAsync(run));

        public Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation)
        {
            read?.Invoke(stream);
            return inner.ReadAsync(stream, afterVersion, limit, cancellation);
        }

        public Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation) =>
            inner.FindAsync(id, recordedSince, cancellation);

        public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
            inner.ListStreamsAsync(after, limit, cancellation);

        public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
            Instant since, StreamName? after, int limit, CancellationToken cancellation) =>
            inner.ListWrittenSinceAsync(since, after, limit, cancellation);

        public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
            inner.ListRecordedAsync(since, limit, cancellation);

        public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) =>
            inner.ListNewestAsync(limit, cancellation);
    }

    private sealed class Models(IReadModelStore inner, Step step) : IReadModelStore
    {
        public Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation) => inner.FindAsync(model, id, cancellation);

        public Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation) =>
            inner.ListAsync(list, range, cancellation);

        public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion) =>
            AroundAsync(step, $"write {document.Stream}", () => inner.TryWriteAsync(model, document, expectedVersion));

        public Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents) =>
            AroundAsync(step, $"write {documents[0].Stream}", () => inner.AddAsync(model, documents));

        // Documents are written one by one, because no transaction covers them.
        public async Task<bool> TryWriteAllAsync(string model, IReadOnlyList<DocumentWrite> writes)
        {
            var areWritten = true;
            foreach (var (document, expectedVersion) in writes.OrderBy(write => write.ExpectedVersion > 0))
            {
                areWritten &= await TryWriteAsync(model, document, expectedVersion);
            }

            return areWritten;
        }

        public Task<IReadOnlyList<ReadModelDocument>> FindAllAsync(string model, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
            inner.FindAllAsync(model, ids, cancellation);

        public Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) =>
            inner.PositionAsync(model, stream, cancellation);

        public Task<IReadOnlyDictionary<StreamName, long>> LowestPositionsAsync(
            IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation) =>
            inner.LowestPositionsAsync(models, streams, cancellation);

        public Task AdvanceAsync(string model, StreamName stream, long version) =>
            AroundAsync(step, $"advance {stream}", () => inner.AdvanceAsync(model, stream, version));

        public Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
            inner.ListOfStreamAsync(model, stream, cancellation);

        public Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents) =>
            AroundAsync(step, $"replace {stream}", () => inner.TryReplaceStreamAsync(model, stream, version, documents));

        public Task<IReadOnlyList<string>> ReplaceAsync(string model, IReadOnlyList<ReadModelDocument> documents) => inner.ReplaceAsync(model, documents);

        public Task DeleteOthersAsync(string model, StreamName stream, long version, IReadOnlyCollection<string> ids) =>
            inner.DeleteOthersAsync(model, stream, version, ids);
    }

    private sealed class Queue(IMessageQueue inner, Step step) : IMessageQueue
    {
        public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default) =>
            AroundAsync(step, $"send {queue}", () => inner.SendAsync(queue, message, visibleAfter));

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => inner.CountPoisonAsync(cancellation);
    }
}
