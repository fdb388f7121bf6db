using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Hours;
using BookingEngine.Ports;

namespace BookingEngine.Tests.Simulation;

/// <summary>An administrator who changes the resources at random: capacity, hours, time off and retirement.</summary>
public sealed class SimulatedAdmin(World world) : IPerson
{
    private const int Changes = 4;
    private int _changes;

    public bool IsDone => _changes >= Changes;

    public Node? ServedBy { get; private set; }

    public async Task ContinueAsync(Node node)
    {
        ServedBy = node;
        while (!IsDone)
        {
            _changes++;
            await World.ReadRepeatedlyAsync(node, 50);
            var id = SimulatedTenant.Resources[world.Random.Next(SimulatedTenant.Resources.Length)];
            var context = new CommandContext(new CommitId(world.Next()), world.Now(), null, $"manager change {_changes}");
            await World.AnswerOfAsync(() => node.Get<ChangeResourceHandler>().HandleAsync(
                new ChangeResource(Change(SimulatedTenant.Resource(id)), new Precondition(null)), context, CancellationToken.None));
        }
    }

    private Resource Change(Resource resource) => world.Random.Next(6) switch
    {
        0 => resource with { Hours = new OpeningHours([.. Enumerable.Repeat<ImmutableArray<HoursInterval>>([new(new(9 * 60), new(12 * 60))], 7)], []) },
        1 => resource with { TimeOff = [new TimeOff(SimulatedTenant.SlotAt(2), SimulatedTenant.SlotAt(3), "lunch")] },
        2 => resource with { Active = false },
        3 => resource with { Capacity = 3 - resource.Capacity },
        _ => resource,
    };
}
