using BookingEngine.Bookings;

namespace BookingEngine.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_domain_knows_no_web_no_driver_and_no_cloud() => Assert.Equal(
        ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "NodaTime", "NodaTime.Serialization.SystemTextJson"],
        typeof(Calendar).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Order());
}
