extern alias Silo;

using k8s;
using k8s.Models;
using Silo::UserRep.Silo.Hosting;
using UserRep.Model.Bundles;
using Xunit;
using YamlDotNet.Core;

namespace UserRep.Tests.Deploy;

/// <summary>What can be said of the objects for Kubernetes without a cluster.</summary>
public sealed class KubernetesTests
{
    // Beyond the snapshots, as the service itself bounds its stop.
    private static readonly TimeSpan _stop = TimeSpan.FromSeconds(3);

    private static readonly object[] _objects = [.. Files.SelectMany(Load)];
    private static readonly V1StatefulSet _silos = Only<V1StatefulSet>();

    private static V1PodSpec Pod => _silos.Spec.Template.Spec;

    private static V1Job Job => Only<V1Job>();

    private static IEnumerable<string> Files => DeployFiles.Yaml.Where(f => f.StartsWith("kubernetes/", StringComparison.Ordinal) && !f.EndsWith("/kustomization.yaml", StringComparison.Ordinal));

    [Fact]
    public void Every_field_is_one_that_Kubernetes_knows()
    {
        Assert.Equal(12, _objects.Length);
        string wrong = DeployFiles.Read("kubernetes/statefulset.yaml").Replace("readOnlyRootFilesystem", "readOnlyRootFileSystem", StringComparison.Ordinal);
        Assert.ThrowsAny<YamlException>(() => KubernetesYaml.LoadAllFromString(wrong, strict: true));
    }

    [Fact]
    public void The_base_has_every_file_but_the_example_and_the_job_that_is_run_by_hand() => Assert.Equal(
        Files.Select(f => Path.GetFileName(f)!).Except(["secret.example.yaml", "raise-epoch.yaml"]).Order(),
        DeployFiles.Documents("kubernetes/kustomization.yaml").Single()["resources"].Texts().Order());

    [Fact]
    public void Whatever_selects_silos_selects_them_by_the_labels_they_have()
    {
        IDictionary<string, string> labels = _silos.Spec.Template.Metadata.Labels;
        IEnumerable<IDictionary<string, string>> selectors =
        [
            _silos.Spec.Selector.MatchLabels,
            Only<V1PodDisruptionBudget>().Spec.Selector.MatchLabels,
            Policy("userrep").Spec.PodSelector.MatchLabels,
            Policy("userrep-database").Spec.PodSelector.MatchLabels,
            .. _objects.OfType<V1Service>().Select(s => s.Spec.Selector),
            .. Pod.TopologySpreadConstraints.Select(t => t.LabelSelector.MatchLabels),
        ];
        Assert.All(selectors, selector => Assert.All(selector, pair => Assert.Equal(pair.Value, labels[pair.Key])));
        V2CrossVersionObjectReference scaled = Only<V2HorizontalPodAutoscaler>().Spec.ScaleTargetRef;
        Assert.Equal((_silos.Kind, _silos.Metadata.Name, _silos.ApiVersion), (scaled.Kind, scaled.Name, scaled.ApiVersion));
        Assert.Contains(_objects.OfType<V1Service>(), s => s.Metadata.Name == _silos.Spec.ServiceName && s.Spec.ClusterIP == "None");
    }

    [Fact]
    public void The_job_is_taken_for_no_silo_and_reaches_the_database_alone()
    {
        IDictionary<string, string> labels = Job.Spec.Template.Metadata.Labels;
        IEnumerable<IDictionary<string, string>> ofSilos =
        [
            _silos.Spec.Selector.MatchLabels,
            Only<V1PodDisruptionBudget>().Spec.Selector.MatchLabels,
            Policy("userrep").Spec.PodSelector.MatchLabels,
            .. _objects.OfType<V1Service>().Select(s => s.Spec.Selector),
        ];
        Assert.All(ofSilos, selector => Assert.False(IsSelected(selector, labels)));

        V1NetworkPolicy[] policies = [.. _objects.OfType<V1NetworkPolicy>().Where(p => IsSelected(p.Spec.PodSelector.MatchLabels, labels))];
        Assert.Equal(["Egress", "Ingress"], policies.SelectMany(p => p.Spec.PolicyTypes).Order());
        Assert.DoesNotContain(policies, p => p.Spec.Ingress is { Count: > 0 });
        Assert.Equal(["5432", "53", "53"], policies.SelectMany(p => p.Spec.Egress ?? []).SelectMany(e => e.Ports).Select(p => p.Port.Value));
    }

    [Fact]
    public void The_job_is_made_anew_each_time_and_ends()
    {
        Assert.Null(Job.Metadata.Name);
        Assert.EndsWith("-", Job.Metadata.GenerateName, StringComparison.Ordinal);
        Assert.Equal(0, Job.Spec.BackoffLimit);
        Assert.NotNull(Job.Spec.ActiveDeadlineSeconds);
        V1Container container = Job.Spec.Template.Spec.Containers.Single();
        Assert.Equal((Pod.Containers.Single().Image, Pod.Containers.Single().ImagePullPolicy), (container.Image, container.ImagePullPolicy));
    }

    [Fact]
    public void Ports_are_those_of_the_image_and_each_is_opened_to_whom_it_is_for()
    {
        V1Container silo = Pod.Containers.Single();
        Dictionary<string, int> ports = silo.Ports.ToDictionary(p => p.Name, p => p.ContainerPort);
        Assert.Equal(DeployFiles.Image.Ports, silo.Ports.Select(p => p.ContainerPort));
        Assert.All(_objects.OfType<V1Service>().SelectMany(s => s.Spec.Ports), p => Assert.Equal(p.Port, ports[p.TargetPort.Value]));
        V1NetworkPolicySpec policy = Policy("userrep").Spec;
        V1NetworkPolicyIngressRule among = Assert.Single(policy.Ingress, rule => rule.Ports.Any(p => p.Port.Value is "silo" or "gateway"));
        Assert.Equal(["silo", "gateway"], among.Ports.Select(p => p.Port.Value));
        Assert.Equal(_silos.Spec.Selector.MatchLabels, Assert.Single(among.FromProperty).PodSelector.MatchLabels);
        Assert.Equal(["silo", "gateway"], policy.Egress[0].Ports.Select(p => ports.Single(q => $"{q.Value}" == p.Port.Value).Key));
    }

    [Fact]
    public void Pods_may_do_nothing_but_serve() => Assert.All([Pod, Job.Spec.Template.Spec], pod =>
    {
        V1Container container = pod.Containers.Single();
        Assert.Equal((true, "RuntimeDefault", false), (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.SeccompProfile.Type, pod.AutomountServiceAccountToken));
        Assert.Equal(DeployFiles.Image.User, $"{pod.SecurityContext.RunAsUser}:{pod.SecurityContext.RunAsGroup}");
        Assert.Equal((true, false), (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation));
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Matches(ImageTests.Pinned(), container.Image);
        Assert.All([container.Resources.Requests, container.Resources.Limits], bounds => Assert.Equal(["cpu", "memory"], bounds.Keys.Order()));
        Assert.Equal(pod.Volumes.Select(v => v.Name).Order(), container.VolumeMounts.Select(v => v.Name).Order());
        Assert.False(Only<V1ServiceAccount>().AutomountServiceAccountToken);
        Assert.Equal(Only<V1ServiceAccount>().Metadata.Name, pod.ServiceAccountName);
    });

    [Fact]
    public void Secrets_are_mounted_where_the_settings_look_for_them_and_the_example_has_them() => Assert.All([Pod, Job.Spec.Template.Spec], pod =>
    {
        V1Container container = pod.Containers.Single();
        V1Secret secret = Secret("userrep");
        Assert.Equal(secret.Metadata.Name, pod.Volumes.Single(v => v.Secret is not null).Secret.SecretName);
        string folder = container.VolumeMounts.Single(v => v.Name == "secrets").MountPath;
        Assert.Equal(secret.StringData.Keys.Select(key => $"{folder}/{key}").Order(), container.Env.Where(e => e.Name.EndsWith("File", StringComparison.Ordinal)).Select(e => e.Value).Order());
    });

    [Fact]
    public void Prometheus_sends_its_key_from_where_its_secret_is_mounted()
    {
        string name = Assert.Single(Secret("userrep-metrics").StringData).Key;
        string file = DeployFiles.Documents("prometheus/kubernetes.yml").Single()["scrape_configs"][0].At("authorization", "credentials_file").ToString();
        Assert.Equal(name, Path.GetFileName(file));
        Assert.Contains($"mountPath: {Path.GetDirectoryName(file)}", DeployFiles.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains("secretName: userrep-metrics", DeployFiles.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_collector_of_telemetry_is_reached_by_its_label_and_the_example_for_an_issuer_is_a_policy_of_silos()
    {
        V1NetworkPolicyEgressRule collector = Assert.Single(Policy("userrep").Spec.Egress, rule => rule.Ports.Any(p => p.Port.Value == "4317"));
        KeyValuePair<string, string> label = Assert.Single(Assert.Single(collector.To).PodSelector.MatchLabels);
        Assert.Contains($"`{label.Key}: \"{label.Value}\"`", DeployFiles.Read("README.md"), StringComparison.Ordinal);
        string example = DeployFiles.Read("README.md").Split("```yaml\n").Single(block => block.TrimStart().StartsWith("apiVersion:", StringComparison.Ordinal)).Split("```")[0];
        V1NetworkPolicy issuer = Assert.IsType<V1NetworkPolicy>(Assert.Single(KubernetesYaml.LoadAllFromString(example, strict: true)));
        Assert.Equal(Policy("userrep").Spec.PodSelector.MatchLabels, issuer.Spec.PodSelector.MatchLabels);
        Assert.Equal("443", Assert.Single(Assert.Single(issuer.Spec.Egress).Ports).Port.Value);
    }

    [Fact]
    public void The_page_has_one_make_the_secrets_of_the_example_and_not_those_of_compose()
    {
        string section = DeployFiles.Read("README.md").Split("\n## Kubernetes\n")[1];
        Assert.Contains("cp deploy/kubernetes/secret.example.yaml ", section, StringComparison.Ordinal);
        Assert.DoesNotContain("deploy/secrets/postgresql", section, StringComparison.Ordinal);
        string compose = DeployFiles.Read("make-secrets.sh").Split("put postgresql \"")[1].Split(';')[0];
        Assert.DoesNotContain($"{compose};", Secret("userrep").StringData["postgresql"], StringComparison.Ordinal);
        Assert.Contains("1.30", section, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silo_is_given_the_time_that_it_takes_to_stop_and_only_one_at_a_time_goes()
    {
        TimeSpan needed = new SiloOptions().Grains.Snapshots.ShutdownBudget + _stop + TimeSpan.FromSeconds(Pod.Containers.Single().Lifecycle.PreStop.Sleep.Seconds);
        Assert.True(Pod.TerminationGracePeriodSeconds >= 1.5 * needed.TotalSeconds);
        Assert.Equal(("RollingUpdate", null), (_silos.Spec.UpdateStrategy.Type, _silos.Spec.UpdateStrategy.RollingUpdate));
        Assert.Equal("1", Only<V1PodDisruptionBudget>().Spec.MaxUnavailable.Value);
    }

    [Fact]
    public void The_largest_bundle_has_room_where_it_is_received_and_unpacked()
    {
        V1Volume data = Pod.Volumes.Single(v => v.Name == Pod.Containers.Single().VolumeMounts.Single(m => m.MountPath == DeployFiles.Image.Environment["UserRep__DataDirectory"]).Name);
        Assert.True(data.EmptyDir.SizeLimit.ToDecimal() >= new SiloOptions().MaxBundleBytes + new BundleOpenOptions().MaxExtractedBytes);
    }

    private static IEnumerable<object> Load(string file) => KubernetesYaml.LoadAllFromString(DeployFiles.Read(file), strict: true);

    private static bool IsSelected(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(pair => labels.TryGetValue(pair.Key, out string? value) && value == pair.Value);

    private static V1NetworkPolicy Policy(string name) => Assert.Single(_objects.OfType<V1NetworkPolicy>(), p => p.Metadata.Name == name);

    private static V1Secret Secret(string name) => Assert.Single(_objects.OfType<V1Secret>(), s => s.Metadata.Name == name);

    private static T Only<T>() => Assert.Single(_objects.OfType<T>());
}
