using Azure.Core;

namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    /// <summary>The providers of the workspace and their targets: availability, queue times, sizes and profiles at this moment.</summary>
    public async Task<IReadOnlyList<ProviderStatus>> GetProviderStatusAsync(CancellationToken cancellationToken = default)
    {
        var providers = new List<ProviderStatus>();
        var call = new ServiceCall(RequestMethod.Get, "/providerStatus", "list targets");
        await foreach (var item in ListAsync(call, cancellationToken).ConfigureAwait(false))
            providers.Add(ProviderStatus.Read(item));
        return providers;
    }

    /// <summary>One target; null where the workspace does not have it.</summary>
    public async Task<TargetStatus?> FindTargetAsync(string target, CancellationToken cancellationToken = default) =>
        (await GetProviderStatusAsync(cancellationToken).ConfigureAwait(false))
        .SelectMany(provider => provider.Targets)
        .FirstOrDefault(status => status.Id.Equals(target, StringComparison.OrdinalIgnoreCase));

    /// <summary>The limits of the workspace and its subscription, and how much of each is used.</summary>
    public async Task<IReadOnlyList<Quota>> GetQuotasAsync(CancellationToken cancellationToken = default)
    {
        var quotas = new List<Quota>();
        var call = new ServiceCall(RequestMethod.Get, "/quotas", "list quotas");
        await foreach (var item in ListAsync(call, cancellationToken).ConfigureAwait(false))
            quotas.Add(Quota.Read(item));
        return quotas;
    }
}
