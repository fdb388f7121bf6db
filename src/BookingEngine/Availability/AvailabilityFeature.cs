using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Availability;

public static class AvailabilityFeature
{
    public static IServiceCollection AddAvailability(this IServiceCollection services) => services
        .AddSingleton<CandidateReader>()
        .AddSingleton<GetAvailabilityHandler>()
        .AddSingleton<GetNextAvailabilityHandler>();
}
