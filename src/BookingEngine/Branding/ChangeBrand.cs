using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Branding;

/// <param name="Brand">The complete new brand, apart from its logo and its mails.</param>
/// <param name="Mails">Which kinds of mails are sent. Kinds that are not in it get their default.</param>
public sealed record ChangeBrand(Brand Brand, IReadOnlyDictionary<string, bool> Mails, Precondition Precondition);

public sealed class ChangeBrandHandler(CommandExecutor executor, BrandCache cache)
{
    public async Task<Outcome<Definition<Brand>>> HandleAsync(ChangeBrand command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.ExecuteAsync<BrandState>(
            BrandState.Stream, context, current => Change(current, command, context.Now), cancellation);
        cache.Invalidate();
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Definition;
    }

    public static Decision Change(BrandState current, ChangeBrand command, Instant now)
    {
        var brand = current.Definition.Value!;
        return BrandState.Kind.Change(current.Definition, command.Precondition, new BrandChanged(command.Brand with
        {
            Logo = brand.Logo,
            Mails = MailKinds.Switched(brand, command.Mails, now),
        }));
    }
}
