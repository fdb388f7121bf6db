using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>The catalogue of a history. It has three resources with capacities of one, two and one. Its services are one with a single place, a
/// group, and one that needs approval and blocks no time before.</summary>
public static class SimulatedTenant
{
    public const int GroupPlaces = 3;
    public const int SlotsInDemand = 8;

    /// <summary>In seconds.</summary>
    public const int LongestHold = 120, LongestOffer = 300;

    public static readonly Instant FirstSlot = Instant.FromUtc(2031, 1, 1, 9, 0);
    public static readonly ResourceId[] Resources = [new("one"), new("two"), new("three")];
    public static readonly ServiceId OnePlace = new("one-place"), Group = new("group"), OnApproval = new("on-approval");

    public static Instant SlotAt(int n) => FirstSlot + (Duration.FromMinutes(30) * n);

    public static Resource Resource(ResourceId id) => DefaultCatalogue.InitialResource with { Id = id, Capacity = id == Resources[1] ? 2 : 1 };

    public static IEnumerable<Service> Services =>
    [
        DefaultCatalogue.InitialService with { Id = OnePlace, ResourceIds = [.. Resources], BufferAfter = Duration.FromMinutes(10), SlotInterval = Duration.FromMinutes(15) },
        DefaultCatalogue.InitialService with { Id = Group, ResourceIds = [.. Resources[1..]], Capacity = GroupPlaces },
        DefaultCatalogue.InitialService with { Id = OnApproval, ResourceIds = [.. Resources[..2]], Approval = true, PendingBlocks = false },
    ];

    public static async Task BuildAsync(Node node)
    {
        foreach (var resource in Resources)
        {
            await node.Get<CreateResourceHandler>().HandleAsync(new CreateResource(Resource(resource)), Context(node), CancellationToken.None);
        }

        foreach (var service in Services)
        {
            await node.Get<CreateServiceHandler>().HandleAsync(new CreateService(service), Context(node), CancellationToken.None);
        }
    }

    private static CommandContext Context(Node node) =>
        new(new CommitId(node.Get<Ports.IIds>().Next()), Ports.Clock.Now(node.Get<TimeProvider>()), null, "tenant");
}
