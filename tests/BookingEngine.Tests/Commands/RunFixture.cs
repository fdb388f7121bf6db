using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Commands;

/// <summary>Commands to one calendar, on nodes whose steps a seeded scheduler orders. The first command of a node leads a run of its own. The others
/// wait for it and form the next run.</summary>
internal sealed class RunFixture
{
    public static readonly StreamName Stream = Calendar.StreamOf(DefaultCatalogue.Resource);
    private static readonly Instant Slots = Instant.FromUtc(2031, 1, 1, 9, 0);
    private readonly Scheduler _scheduler;
    private readonly RunLimits _limits;

    public RunFixture(RunLimits? limits = null, int seed = 1)
    {
        _limits = limits ?? RunLimits.Default;
        var random = new Random(seed);
        World = new World(random, PlantedBug.None);
        _scheduler = new Scheduler(random);
        Node = NewNode();
    }

    public World World { get; }

    public Node Node { get; }

    /// <summary>The runs of all nodes: how many commits were to append, and how many stood.</summary>
    public IReadOnlyList<(int Commits, int Stand)> Appends => World.Events.Appends;

    /// <summary>The calls of read models' stores.</summary>
    public PortCalls ReadModelCalls { get; } = new();

    /// <summary>Called before each step of a node, with the number of steps of the same name so far, from 1. Each commit of a run is an
    /// append.</summary>
    public Action<string, int> Before { get; set; } = (_, _) => { };

    /// <summary>The starts of the recorded bookings, as numbers of slots.</summary>
    public int[] Booked => [.. World.Events.Commits.Select(c => Catalogue.Read(c).Single().Event).OfType<BookingMade>().Select(b => (int)((b.Start - Slots).TotalMinutes / 30))];

    private EventCatalogue Catalogue => Node.Get<EventCatalogue>();

    public Node NewNode()
    {
        Dictionary<string, int> steps = [];
        return new Node(
            World,
            (node, name) =>
            {
                var step = name.Replace(InMemoryEventStore.BetweenCommits, "append", StringComparison.Ordinal);
                Before(step, steps[step] = steps.GetValueOrDefault(step) + 1);
                return _scheduler.StepAsync(node, name);
            },
            services =>
            {
                var models = (IReadModelStore)services.Last(s => s.ServiceType == typeof(IReadModelStore)).ImplementationInstance!;
                services.AddSingleton(_limits).AddSingleton(RecordingProxy.Around(models, ReadModelCalls.Add));
            });
    }

    public static CommandContext NewContext(CommitId? id = null) => new(id ?? new CommitId(Guid.CreateVersion7()), Slots - Duration.FromDays(2), null, "run");

    public static Decision Book(Calendar calendar, int slot) => calendar.Book(TestBooking.At(SlotAt(slot)));

    public static Instant SlotAt(int slot) => Slots + (Duration.FromMinutes(30) * slot);

    /// <summary>Records a booking of another writer at once.</summary>
    public void RecordOther(int slot) => World.Events.Commits.Add(new StoredCommit(
        new CommitId(Guid.CreateVersion7()), Stream, World.Events.VersionOf(Stream) + 1, [Catalogue.Write(TestBooking.At(SlotAt(slot)))], new CommitMetadata(Slots, null, "other")));

    public Task<Outcome<ImmutableArray<RecordedEvent>>> Start(Func<Calendar, Decision> decide, CommandContext? context = null, Node? node = null, CancellationToken cancellation = default)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_scheduler);
        var task = (node ?? Node).Get<CommandExecutor>().RecordAsync(Stream, context ?? NewContext(), decide, cancellation);
        SynchronizationContext.SetSynchronizationContext(outer);
        return task;
    }

    public Task<Outcome<ImmutableArray<RecordedEvent>>> StartBooking(int slot, Node? node = null) => Start(calendar => Book(calendar, slot), node: node);

    /// <summary>Runs everything that was started to its end.</summary>
    public void Run() => _scheduler.Run(_ => { });

    /// <summary>The commands' answers: the recorded version, or the refusal's code.</summary>
    public string[] AnswersOf(params Task<Outcome<ImmutableArray<RecordedEvent>>>[] commands)
    {
        Run();
        return [.. commands.Select(c => !c.IsCompleted ? "none" : c.IsCanceled ? "cancelled" : c.Exception is { } e ? e.InnerException!.Message
            : c.Result.IsRefused(out var refusal, out var recorded) ? refusal.Code : $"{recorded.Single().Version}")];
    }
}
