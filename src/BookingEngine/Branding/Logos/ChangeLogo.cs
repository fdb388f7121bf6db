using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Branding.Logos;

/// <param name="Content">The new logo; null to remove it.</param>
public sealed record ChangeLogo(byte[]? Content, Precondition Precondition);

/// <summary>Changes or removes the logo. Earlier logos keep their addresses, because mails that were sent show them.</summary>
public sealed class ChangeLogoHandler(CommandExecutor executor, BrandCache cache)
{
    public static readonly Refusal Invalid = new(
        RefusalKind.Rule, "logo_invalid", "The logo must be a complete PNG, JPEG or WebP file of at most 20 KB and 1,000 × 1,000 pixels.");

    public async Task<Outcome<Definition<Brand>>> HandleAsync(ChangeLogo command, CommandContext context, CancellationToken cancellation)
    {
        var logo = command.Content is { } bytes ? LogoFile.Read(bytes) : null;
        if (logo is null && command.Content is not null)
        {
            return Invalid;
        }

        var outcome = await executor.ExecuteAsync<BrandState>(
            BrandState.Stream, context, current => Change(current, command, logo), cancellation);
        cache.Invalidate();
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Definition;
    }

    public static Decision Change(BrandState current, ChangeLogo command, BrandLogo? logo)
    {
        var changed = current.Definition.Value! with { Logo = logo };
        return BrandState.Kind.Change(
            current.Definition, command.Precondition,
            command.Content is { } bytes ? new BrandLogoChanged(changed, Convert.ToBase64String(bytes)) : new BrandChanged(changed));
    }
}
