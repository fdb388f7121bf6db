using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;
using Xunit.Abstractions;
using static BookingEngine.Tests.BookingLimits.ServiceClaimsFixture;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>Concurrent bookings of a service with limits, at instances that crash. <c>CLAIM_HISTORIES</c> sets the number of histories,
/// <c>CLAIM_SEED</c> the first seed.</summary>
public sealed class CrashedServiceClaimsTests(ITestOutputHelper output)
{
    private const int AtOnce = 50;
    private static readonly int Histories = TestVariable.Whole("CLAIM_HISTORIES", 40), FirstSeed = TestVariable.Whole("CLAIM_SEED", 1);

    [Fact]
    public async Task Crashes_never_exceed_a_services_limit_and_unused_claims_are_released()
    {
        var crashes = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            output.WriteLine($"CLAIM_SEED={seed}");
            var (world, scheduler, random) = (new World(new Random(seed), PlantedBug.None), new Scheduler(new Random(seed)), new Random(seed));
            var (fixture, survivor) = (new ServiceClaimsFixture(world), new Node(world, (_, _) => Task.CompletedTask));
            await fixture.BuildAsync(survivor);
            crashes += RunConcurrently(world, scheduler, random, milliseconds: 20, crashIn: 150, (node, n) => fixture.BookAsync(node, Nine, Chairs[n % Chairs.Length]));
            Assert.InRange(fixture.Bookings, 0, Limit);
            await AssertAlignedAsync(fixture, survivor, world);
            await FillAsync(fixture, survivor);
            Assert.Equal(Limit, fixture.Bookings);
        }

        Assert.True(crashes >= Histories / 2, $"Only {crashes} instances crashed.");
    }

    [Fact]
    public async Task Crashes_never_book_a_customer_twice_at_one_time()
    {
        var crashes = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            output.WriteLine($"CLAIM_SEED={seed}");
            var (world, scheduler, random) = (new World(new Random(seed), PlantedBug.None), new Scheduler(new Random(seed)), new Random(seed));
            var (fixture, survivor, ada) = (new ServiceClaimsFixture(world), new Node(world, (_, _) => Task.CompletedTask), new UserId(world.Next()));
            await fixture.BuildAsync(survivor, limited: false);
            await fixture.ExcludeAsync(survivor);
            crashes += RunConcurrently(
                world, scheduler, random, milliseconds: 20, crashIn: 150, (node, n) => fixture.BookAsync(node, Nine, Chairs[n % Chairs.Length], ada));
            Assert.InRange(fixture.Bookings, 0, 1);
            world.Pass(TimeSpan.FromMinutes(2));
            await ClaimPipeline.RunAsync(survivor, world, ada);
            foreach (var chair in Chairs)
            {
                await fixture.BookAsync(survivor, Nine, chair, ada);
            }

            Assert.Equal(1, fixture.Bookings);
        }

        Assert.True(crashes >= Histories / 2, $"Only {crashes} instances crashed.");
    }

    // The instances have cached the service without limits. From the answer on, nothing is booked beyond the limit.
    [Fact]
    public async Task A_limit_set_while_instances_book_and_crash_counts_every_booking()
    {
        var (over, later) = (0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            output.WriteLine($"CLAIM_SEED={seed}");
            var (world, scheduler, random) = (new World(new Random(seed), PlantedBug.None), new Scheduler(new Random(seed)), new Random(seed));
            var (fixture, survivor, atTheAnswer, earlier) = (new ServiceClaimsFixture(world), new Node(world, (_, _) => Task.CompletedTask), -1, random.Next(7));
            var refusedLater = 0;
            await fixture.BuildAsync(survivor, limited: false);
            RunConcurrently(
                world, scheduler, random, milliseconds: 0, crashIn: 2_000,
                (node, n) => n == AtOnce / 2 ? LimitAsync(node) : BookAsync(node, n, random.Next(200)));
            if (atTheAnswer < 0)
            {
                continue; // the instance of the administrator crashed
            }

            Assert.True(fixture.Bookings <= Math.Max(Limit, atTheAnswer), $"{atTheAnswer} bookings became {fixture.Bookings}.");
            (over, later) = (over + (fixture.Bookings > Limit ? 1 : 0), later + (refusedLater > 0 ? 1 : 0));
            await AssertAlignedAsync(fixture, survivor, world);
            var before = fixture.Bookings;
            await FillAsync(fixture, survivor);
            Assert.Equal(Math.Max(Limit, before), fixture.Bookings);

            async Task BookAsync(Node node, int n, int steps)
            {
                for (var waited = 0; waited < steps; waited++)
                {
                    await ReadAsync(node);
                }

                var isLater = atTheAnswer >= 0;
                refusedLater += (await fixture.BookAsync(node, Nine + Duration.FromHours(n / Chairs.Length), Chairs[n % Chairs.Length])).Refusal is not null && isLater ? 1 : 0;
            }

            async Task LimitAsync(Node node)
            {
                // The others may have crashed before they booked so many.
                for (var waited = 0; fixture.Bookings < earlier && waited < 60; waited++)
                {
                    await ReadAsync(node);
                }

                await fixture.LimitAsync(node);
                atTheAnswer = fixture.Bookings;
            }
        }

        Assert.True(over > 0 && later > 0, $"{over} histories had more bookings than the later limit, {later} had requests after it.");
    }

    // A step, so that others go on meanwhile. No time passes, so instances go on with the service that they have cached.
    private static Task ReadAsync(Node node) =>
        node.Get<AggregateLoader>().RefreshAsync<CataloguedService>(CataloguedService.StreamOf(new ServiceId("another")), CancellationToken.None);

    // The tasks of a crashed instance never complete.
    /// <param name="milliseconds">How long a step takes, at most.</param>
    /// <param name="crashIn">An instance crashes in one of so many steps.</param>
    private static int RunConcurrently(
        World world, Scheduler scheduler, Random random, int milliseconds, int crashIn, Func<Node, int, Task> book)
    {
        var (nodes, crashes, outer) = (Enumerable.Range(0, 5).Select(_ => new Node(world, scheduler)).ToArray(), 0, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(scheduler);
        List<Task> work = [.. Enumerable.Range(0, AtOnce).Select(n => book(nodes[n % nodes.Length], n))];
        SynchronizationContext.SetSynchronizationContext(outer);
        scheduler.Run(node =>
        {
            world.Pass(TimeSpan.FromMilliseconds(random.Next(milliseconds + 1)));
            if (random.Next(crashIn) == 0 && crashes < nodes.Length - 1)
            {
                node.Crash();
                crashes++;
            }
        });
        Assert.DoesNotContain(work, task => task.IsFaulted && task.Exception.InnerException is not StoreUnavailableException);
        return crashes;
    }

    private static async Task AssertAlignedAsync(ServiceClaimsFixture fixture, Node node, World world)
    {
        world.Pass(TimeSpan.FromMinutes(2));
        await fixture.RunPipelineAsync(node);

        // The first claim counts the bookings, if none did before.
        await fixture.BookAsync(node, Nine + Duration.FromDays(3), Chairs[0]);
        world.Pass(TimeSpan.FromMinutes(2));
        await fixture.RunPipelineAsync(node);
        foreach (var claims in await ClaimsAsync(node))
        {
            Assert.Equal(fixture.Bookings, claims.ById.Count);
            Assert.All(claims.ById.Values, claim => Assert.Null(claim.Pending));
        }
    }

    private static async Task FillAsync(ServiceClaimsFixture fixture, Node node)
    {
        for (var n = 6; n <= 14; n++)
        {
            await fixture.BookAsync(node, Nine + Duration.FromHours(n), Chairs[n % Chairs.Length]);
        }
    }
}
