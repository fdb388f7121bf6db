using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Registration;
using BookingEngine.Tests.InMemory;
using BookingEngine.Users;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Notifications;

/// <summary>Recorded deliveries, a queue, a scripted mail server, and a clock that moves to the next due time.</summary>
public sealed class MailFixture : IMailSender, IMessageQueue, IMailTemplate, IRandomBytes
{
    private static readonly DateTimeOffset Start = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly EventLog _log = new();
    private readonly EventCatalogue _catalogue = new(BookingEngineFeatures.EventTypes);
    private readonly PriorityQueue<string, DateTimeOffset> _queue = new();
    private readonly SendMailHandler _handler;

    public MailFixture(int mails)
    {
        var deliveries = new InMemoryDeliveries(Deliveries, name => Crash is { } crash && crash(name) ? throw new IOException("killed") : Task.CompletedTask);
        var store = new InMemoryEventStore(_log, Steps.Locked());
        _handler = new SendMailHandler(deliveries, store, _catalogue, [this], this, this, new Backoff(this), Clock, NullLogger<SendMailHandler>.Instance);
        for (var n = 1; n <= mails; n++)
        {
            Record(StreamName.Of("user", $"{n}"));
        }
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public Dictionary<string, Delivery> Deliveries { get; } = [];

    /// <summary>The reply of the server to each try.</summary>
    public Func<TimeSpan, SendResult> Server { get; set; } = _ => SendResult.Sent;

    /// <summary>Whether the process crashes at this step of the delivery store.</summary>
    public Func<string, bool>? Crash { get; set; }

    /// <summary>Each try: its time after the start, its Message-ID and the server's reply.</summary>
    public List<(TimeSpan After, string MessageId, SendResult Result)> Tries { get; } = [];

    /// <summary>Whether the mails are of a kind that is sent at most once.</summary>
    public bool IsSentAtMostOnce { get; init; }

    public IEnumerable<string> Taken => Tries.Where(t => t.Result is SendResult.Sent).Select(t => t.MessageId);

    public void QueueAll()
    {
        foreach (var id in Deliveries.Keys)
        {
            _queue.Enqueue(id, Clock.GetUtcNow());
        }
    }

    /// <summary>Delivers queued messages, and those that follow, each when it is due.</summary>
    public async Task RunAsync()
    {
        while (_queue.TryDequeue(out var id, out var due))
        {
            Clock.SetUtcNow(due > Clock.GetUtcNow() ? due : Clock.GetUtcNow());
            await _handler.HandleAsync(id, CancellationToken.None);
        }
    }

    public Task<int> SweepAsync() => new DeliverySweep(new InMemoryDeliveries(Deliveries, Steps.Locked()), this, Clock).RunAsync(CancellationToken.None);

    Task<SendResult> IMailSender.SendAsync(Mail mail, CancellationToken cancellation)
    {
        var after = Clock.GetUtcNow() - Start;
        Tries.Add((after, mail.MessageId, Server(after)));
        return Task.FromResult(Tries[^1].Result);
    }

    Task IMessageQueue.SendAsync(string queue, string message, TimeSpan visibleAfter)
    {
        Assert.Equal(QueueNames.Mails, queue);
        _queue.Enqueue(message, Clock.GetUtcNow() + visibleAfter);
        return Task.CompletedTask;
    }

    Task<int> IMessageQueue.CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);

    MailKind IMailTemplate.Kind => MailKinds.Recovery;

    string IMailTemplate.Handler => "mails";

    bool IMailTemplate.IsOnlyMail => true;

    bool IMailTemplate.IsSentAtMostOnce => IsSentAtMostOnce;

    bool IMailTemplate.AppliesTo(IDomainEvent domainEvent) => domainEvent is RegistrationAbandoned;

    Task<IReadOnlyList<string>> IMailTemplate.FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([recorded.Stream.Id]);

    Task<ComposedMail> IMailTemplate.ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation) =>
        Task.FromResult(ComposedMail.Of(new Mail($"{recorded.Stream}@example.com", "ada@example.com", "Ada", "Subject", "Text", "<p>Text</p>")));

    void IRandomBytes.Fill(Span<byte> bytes) => bytes.Fill(128);

    private void Record(StreamName stream)
    {
        var now = Clock.Now();
        var data = _catalogue.Write(new RegistrationAbandoned(new UserId(Guid.CreateVersion7())));
        _log.Commits.Add(new StoredCommit(new CommitId(Guid.CreateVersion7()), stream, 1, [data], new CommitMetadata(now, null, "test")));
        var delivery = new Delivery(stream, 1, DeliveryState.Pending, 0, now, now);
        Deliveries.Add(delivery.Id, delivery);
    }
}
