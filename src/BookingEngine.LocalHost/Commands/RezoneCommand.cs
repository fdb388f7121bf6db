using System.CommandLine;
using BookingEngine.Rezoning;
using BookingEngine.Times;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Moves bookings ahead to the instants that keep their local times. The sweep does it after each upgrade of the zone data.</summary>
internal static class RezoneCommand
{
    private const string Name = "rezone";

    public static Command Create() => MaintenanceCommand.Create(
        Name, "Move bookings ahead to the instants that keep their local times, after the rules of time zones have changed. A process may serve meanwhile.",
        async (services, _, cancellation) =>
        {
            var done = await services.GetRequiredService<RezoneHandler>().RunAsync(Name, cancellation);
            Console.WriteLine($"{Name}: {done.Moved} bookings moved by the zone data {ZoneData.Version}, {done.Left} could not be moved");
            return 0;
        });
}
