using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Idempotency;

public static class IdempotencyFeature
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services.AddSingleton<IdempotentRequests>();
}
