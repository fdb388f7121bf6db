using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>One customer with a limit of 3 sends 50 concurrent bookings for ten resources to instances that crash. <c>CLAIM_HISTORIES</c> sets the
/// number of histories, <c>CLAIM_SEED</c> the first seed.</summary>
public sealed class CrashedClaimsTests(ITestOutputHelper output)
{
    private const int AtOnce = 50, Limit = 3;
    private static readonly int Histories = TestVariable.Whole("CLAIM_HISTORIES", 40), FirstSeed = TestVariable.Whole("CLAIM_SEED", 1);
    private static readonly UserId User = new(Guid.CreateVersion7());
    private static readonly Instant Nine = Instant.FromUtc(2031, 1, 1, 9, 0);
    private static readonly ImmutableArray<ResourceId> Chairs = [.. Enumerable.Range(0, 10).Select(n => new ResourceId($"chair-{n}"))];

    private static readonly Service Limited = DefaultCatalogue.InitialService with
    {
        Id = new ServiceId("limited"),
        ResourceIds = Chairs,
        Limits = new CustomerLimits(Limit, null),
    };

    [Fact]
    public async Task Crashes_never_exceed_the_limit_and_unused_claims_are_released()
    {
        var crashes = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            output.WriteLine($"CLAIM_SEED={seed}");
            var (world, scheduler, random) = (new World(new Random(seed), PlantedBug.None), new Scheduler(new Random(seed)), new Random(seed));
            var survivor = new Node(world, (_, _) => Task.CompletedTask);
            await BuildAsync(survivor, world);
            crashes += BookConcurrently(world, scheduler, random);
            Assert.InRange(BookingsIn(world), 0, Limit);

            world.Pass(TimeSpan.FromMinutes(1));
            await ClaimPipeline.RunAsync(survivor, world, User);
            var claims = (await survivor.Get<AggregateLoader>().RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(User), CancellationToken.None)).State.Claims.ById;
            Assert.Equal(BookingsIn(world), claims.Count);
            Assert.All(claims.Values, claim => Assert.Null(claim.Pending));

            for (var n = 1; n <= AtOnce; n++)
            {
                await BookAsync(survivor, world, Nine + Duration.FromHours(n), Chairs[n % Chairs.Length]);
            }

            Assert.Equal(Limit, BookingsIn(world));
        }

        Assert.True(crashes >= Histories, $"Only {crashes} instances crashed.");
    }

    // The tasks of a crashed instance never complete.
    private static int BookConcurrently(World world, Scheduler scheduler, Random random)
    {
        var (nodes, crashes, outer) = (Enumerable.Range(0, 5).Select(_ => new Node(world, scheduler)).ToArray(), 0, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(scheduler);
        List<Task> work = [.. Enumerable.Range(0, AtOnce).Select(n => BookAsync(nodes[n % nodes.Length], world, Nine, Chairs[n % Chairs.Length]))];
        SynchronizationContext.SetSynchronizationContext(outer);
        scheduler.Run(node =>
        {
            world.Pass(TimeSpan.FromMilliseconds(random.Next(20)));
            if (random.Next(100) == 0 && crashes < nodes.Length - 1)
            {
                node.Crash();
                crashes++;
            }
        });
        Assert.DoesNotContain(work, task => task.IsFaulted && task.Exception.InnerException is not StoreUnavailableException);
        return crashes;
    }

    private static async Task BuildAsync(Node node, World world)
    {
        foreach (var chair in Chairs)
        {
            var resource = DefaultCatalogue.InitialResource with { Id = chair };
            Assert.Null((await node.Get<CreateResourceHandler>().HandleAsync(new CreateResource(resource), ContextOf(world), CancellationToken.None)).Refusal);
        }

        Assert.Null((await node.Get<CreateServiceHandler>().HandleAsync(new CreateService(Limited), ContextOf(world), CancellationToken.None)).Refusal);
    }

    private static Task<Outcome<Booking>> BookAsync(Node node, World world, Instant slot, ResourceId chair) => node.Get<BookSlotHandler>().HandleAsync(
        new BookSlot(User, Limited, slot) { ResourceId = chair }, ContextOf(world), CancellationToken.None);

    private static CommandContext ContextOf(World world) => new(new CommitId(world.Next()), world.Now(), null, "test");

    private static int BookingsIn(World world) => world.Events.Commits.Count(c => c.Events is [{ Type: "booking-made.v1" }]);
}
